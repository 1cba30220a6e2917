using System.CommandLine;
using System.Text.Json.Nodes;
using Npgsql;
using Spectre.Console;

namespace PgLambda.Tool;

/// <summary><c>check</c>: whether a database is ready for what an application calls.</summary>
internal static class CheckCommand
{
    public static Command Create(Output output)
    {
        var shared = new SharedOptions();
        shared.Assemblies.Arity = ArgumentArity.ZeroOrMore;
        var connection = new Option<string>("--connection") { Description = "The connection string, as the application has it.", Required = true, HelpName = "STRING" };
        var roles = new Option<string[]>("--role") { Description = "Another role to check the grants of.", DefaultValueFactory = _ => [], HelpName = "NAME" };
        var invoke = new Option<bool>("--invoke") { Description = "Ask Lambda by DryRun whether each function may be called; none of them runs." };
        var command = new Command("check", "Checks a database, step by step: reads only, and calls nothing unless asked to.") { connection, roles, invoke };
        shared.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(invoke) && result.GetValue(shared.Assemblies) is not { Length: > 0 })
                result.AddError("--invoke needs the assembly that says which functions there are.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var methods = parsed.GetValue(shared.Assemblies) is { Length: > 0 } ? shared.ReadMethods(parsed) : [];
            var asked = new Report(output, parsed.GetValue(shared.Json));
            await foreach (var check in RunAsync(Database.Parse(parsed.GetRequiredValue(connection)), methods, parsed.GetRequiredValue(roles), parsed.GetValue(invoke), cancellationToken))
                asked.Add(check);
            return asked.End();
        });
        return command;
    }

    private static async IAsyncEnumerable<Check> RunAsync(
        NpgsqlConnectionStringBuilder settings, IReadOnlyList<ManifestMethod> methods, string[] roles, bool invoke, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var dataSource = Database.CreateDataSource(settings);
        DatabaseFacts facts;
        try
        {
            await using var open = await Database.OpenAsync(dataSource, cancellationToken);
            facts = await DatabaseFacts.ReadAsync(open, roles, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw Database.Unreachable(dataSource.ConnectionString, exception);
        }
        foreach (var check in new DatabaseChecks(facts, settings, methods).Judge())
            yield return check;
        if (!invoke)
            yield break;
        await foreach (var check in DryRunChecks.RunAsync(dataSource, methods, cancellationToken))
            yield return check;
    }

    /// <summary>Shows each check as it ends, and what they come to.</summary>
    private sealed class Report(Output output, bool json)
    {
        private readonly List<Check> _checks = [];

        public void Add(Check check)
        {
            _checks.Add(check);
            if (json)
                return;
            var (word, colour) = check.Status switch
            {
                CheckStatus.Pass => ("pass", "green"),
                CheckStatus.Warn => ("warn", "yellow"),
                CheckStatus.Fail => ("FAIL", "red"),
                _ => ("skip", "grey"),
            };
            output.Console.MarkupLine($"[{colour}]{word}[/]  {Markup.Escape(check.Id)}: {Markup.Escape(check.Message)}");
            if (check.Mend is not null)
                output.Console.MarkupLine($"      [{colour}]→[/] {Markup.Escape(check.Mend)}");
        }

        public int End()
        {
            if (json)
            {
                output.Write(new JsonObject
                {
                    ["version"] = 1,
                    ["checks"] = new JsonArray([.. _checks.Select(check => new JsonObject
                    {
                        ["id"] = check.Id, ["status"] = check.Status.ToString().ToLowerInvariant(), ["message"] = check.Message, ["mend"] = check.Mend,
                    })]),
                });
            }
            else
            {
                output.Note($"{Count(CheckStatus.Pass)} passed, {Count(CheckStatus.Warn)} warned, {Count(CheckStatus.Fail)} failed, {Count(CheckStatus.Skip)} skipped.");
            }
            return Count(CheckStatus.Fail) == 0 ? ExitCode.Fine : ExitCode.Found;
        }

        private int Count(CheckStatus status) => _checks.Count(check => check.Status == status);
    }
}
