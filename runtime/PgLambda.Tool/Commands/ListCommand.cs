using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace PgLambda.Tool;

/// <summary><c>list</c>: which functions an application calls.</summary>
internal static class ListCommand
{
    public static Command Create(Output output)
    {
        var shared = new SharedOptions();
        var command = new Command("list", "Lists each method with the function that it calls.");
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var methods = shared.ReadMethods(parsed);
            if (parsed.GetValue(shared.Json))
                output.Write(Json(methods));
            else
                output.Console.Write(Table(methods));
            return ExitCode.Fine;
        });
        return command;
    }

    private static JsonObject Json(IEnumerable<ManifestMethod> methods) => new()
    {
        ["version"] = 1,
        ["functions"] = new JsonArray([.. methods.Select(method => new JsonObject
        {
            ["interface"] = method.Interface,
            ["method"] = method.Method,
            ["function"] = method.Target.Name.Text,
            ["region"] = method.Target.EffectiveRegion,
            ["qualifier"] = method.Qualifier,
            ["invocationType"] = method.Invocation.ToString(),
            ["timeoutMilliseconds"] = method.TimeoutMilliseconds,
        })]),
    };

    private static Table Table(IEnumerable<ManifestMethod> methods)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("Method", "Function", "Region", "Qualifier", "Invocation", "Time-out");
        foreach (var column in table.Columns)
            column.NoWrap().PadRight(2).PadLeft(0);
        foreach (var method in methods)
        {
            table.AddRow(new[]
            {
                method.Shown,
                method.Target.Name.Text,
                method.Target.EffectiveRegion ?? "",
                method.ChoosesQualifier ? "(parameter)" : method.Qualifier ?? "",
                method.Invocation.ToString(),
                method.TimeoutMilliseconds is { } timeout ? timeout.ToString(CultureInfo.InvariantCulture) + " ms" : "",
            }.Select(Markup.Escape).ToArray());
        }
        return table;
    }
}
