using System.CommandLine;
using System.Text.Json.Nodes;

namespace PgLambda.Tool;

/// <summary><c>grants</c>: the SQL that lets a role call.</summary>
internal static class GrantsCommand
{
    public static Command Create(Output output)
    {
        var shared = new SharedOptions();
        var role = new Option<string>("--role") { Description = "The role that the application connects as, as PostgreSQL stores its name.", Required = true, HelpName = "NAME" };
        var command = new Command("grants", "Writes the SQL that lets a role call.") { role };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var functions = shared.ReadMethods(parsed).Select(method => method.Target.Name.Text).Distinct().Count();
            var statements = GrantScript.Statements(parsed.GetRequiredValue(role));
            if (parsed.GetValue(shared.Json))
            {
                output.Write(new JsonObject { ["version"] = 1, ["role"] = parsed.GetValue(role), ["statements"] = new JsonArray([.. statements.Select(each => JsonValue.Create(each))]) });
                return ExitCode.Fine;
            }
            output.Write($"""
                -- As rds_superuser, in the application's database. A grant covers every function that the IAM role of the database may invoke, not the
                -- {functions} of this application alone: only IAM tells functions apart.
                {statements[0]}
                {statements[1]}
                -- The clients build the function's name in the database, with a function of aws_commons.
                {statements[2]}
                {statements[3]}
                """.ReplaceLineEndings("\n"));
            return ExitCode.Fine;
        });
        return command;
    }
}
