using PgLambda.Generator.Model;

namespace PgLambda.Generator.Emit;

/// <summary>The one SQL text of a method: named notation, and only the arguments that differ from the extension's defaults.</summary>
internal static class SqlText
{
    public static IReadOnlyList<string> Lines(MethodModel method)
    {
        var function = method.Function;
        var arn = function.Region is null ? Literal(function.Function) : $"{Literal(function.Function)}, {Literal(function.Region)}";
        var arguments = new List<string>
        {
            $"function_name => aws_commons.create_lambda_function_arn({arn})",
            "payload => $1",
        };
        if (function.Invocation != Invocation.RequestResponse)
            arguments.Add($"invocation_type => {Literal(function.Invocation.ToString())}");
        if (function.Tail)
            arguments.Add("log_type => 'Tail'");
        if (method.Parameters.Any(p => p.Role == ParameterRole.ClientContext))
            arguments.Add("context => $2");
        if (function.Qualifier is not null)
            arguments.Add($"qualifier => {Literal(function.Qualifier)}");

        return
        [
            "SELECT status_code, payload, executed_version, log_result",
            "FROM aws_lambda.invoke(",
            .. arguments.Select((argument, i) => $"    {argument}{(i < arguments.Count - 1 ? "," : ")")}"),
        ];
    }

    // The parser lets no quote, backslash or other special character through; this is the second lock on the same door.
    private static string Literal(string text) => text.All(c => Ascii.IsNameCharacter(c) || c is ':' or '$' or '.')
        ? $"'{text}'"
        : throw new InvalidOperationException("A function name, region or qualifier that was not validated reached the SQL.");
}
