using System.CommandLine;
using System.Text.Json.Nodes;

namespace PgLambda.Tool;

/// <summary><c>setup</c>: AWS's document, filled in.</summary>
internal static class SetupCommand
{
    public static Command Create(Output output)
    {
        var shared = new SharedOptions();
        var instance = new Option<string?>("--instance") { Description = "The RDS instance.", HelpName = "ID" };
        var cluster = new Option<string?>("--cluster") { Description = "The Aurora cluster.", HelpName = "ID" };
        var isPrivate = new Option<bool>("--private") { Description = "It has no public address." };
        var replicas = new Option<string[]>("--replica") { Description = "A read replica of the instance that calls too.", DefaultValueFactory = _ => [], HelpName = "ID" };
        var account = new Option<string?>("--account") { Description = "The AWS account of functions that are named without one: twelve digits.", HelpName = "ID" };
        var region = new Option<string?>("--region") { Description = "The region of the database, and of functions that are named without one.", HelpName = "NAME" };
        var roles = new Option<string[]>("--role") { Description = "A database role that calls.", DefaultValueFactory = _ => [], HelpName = "NAME" };
        var command = new Command("setup", "Writes the script that sets a database up for what the code calls.") { instance, cluster, isPrivate, replicas, account, region, roles, shared.AnyQualifier };
        shared.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(instance) is null == result.GetValue(cluster) is null)
                result.AddError("Give --instance or --cluster.");
            if (result.GetValue(cluster) is not null && result.GetValue(replicas)!.Length > 0)
                result.AddError("--replica is for instances: those of a cluster share its role.");
            foreach (var id in result.GetValue(replicas)!.Append(result.GetValue(instance) ?? result.GetValue(cluster) ?? "a").Where(id => !IsIdentifier(id)))
                result.AddError($"'{id}' is no identifier of an instance or cluster: letters, digits and single hyphens, a letter first, 63 at most.");
        });
        PolicyCommand.ValidatePlace(command, account, region);
        command.SetAction(parsed =>
        {
            var methods = shared.ReadMethods(parsed);
            var arns = new FunctionArn(parsed.GetValue(account), parsed.GetValue(region)).Of(methods, parsed.GetValue(shared.AnyQualifier));
            var options = new SetupOptions(
                parsed.GetValue(instance) ?? parsed.GetValue(cluster)!, parsed.GetValue(cluster) is not null, parsed.GetValue(isPrivate), parsed.GetRequiredValue(replicas), parsed.GetValue(region), parsed.GetRequiredValue(roles));
            var script = new SetupScript(options, [.. InvokePolicy.Split(arns).Select(part => Output.Indent(InvokePolicy.Document(part)))], [.. methods.Select(method => method.Target.Name.Name).Distinct()]).Write();
            PolicyCommand.Remark(output, methods, parsed.GetValue(shared.AnyQualifier));
            if (parsed.GetValue(shared.Json))
                output.Write(new JsonObject { ["version"] = 1, ["script"] = script });
            else
                output.Write(script);
            return ExitCode.Fine;
        });
        return command;
    }

    // See https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html.
    private static bool IsIdentifier(string id) =>
        id.Length is > 0 and <= 63 && char.IsAsciiLetter(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && !id.EndsWith('-') && !id.Contains("--", StringComparison.Ordinal);
}
