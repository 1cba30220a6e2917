using System.CommandLine;
using System.Text.Json.Nodes;

namespace PgLambda.Tool;

/// <summary><c>policy</c>: what the database's IAM role must be allowed, and no more.</summary>
internal static class PolicyCommand
{
    public static Command Create(Output output)
    {
        var shared = new SharedOptions();
        var account = new Option<string?>("--account") { Description = "The AWS account of functions that are named without one: twelve digits.", HelpName = "ID" };
        var region = new Option<string?>("--region") { Description = "The region of functions that are named without one: that of the database.", HelpName = "NAME" };
        var format = new Option<string>("--format") { Description = "What to write.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "terraform");
        var check = new Option<string?>("--check") { Description = "Compare a policy in JSON with what the code invokes instead: exit code 1 where they differ.", HelpName = "FILE" };
        var command = new Command("policy", "Writes the IAM policy with the least that the code needs.") { account, region, format, check, shared.AnyQualifier };
        shared.AddTo(command);
        ValidatePlace(command, account, region);
        command.Validators.Add(result =>
        {
            if (result.GetValue(check) is not null && result.GetValue(format) == "terraform")
                result.AddError("--check reads a policy in JSON; of Terraform, check what terraform show -json prints of it.");
            if (result.GetValue(shared.Json) && result.GetValue(format) == "terraform")
                result.AddError("--json and --format terraform exclude each other.");
        });
        command.SetAction(parsed =>
        {
            var methods = shared.ReadMethods(parsed);
            var arns = new FunctionArn(parsed.GetValue(account), parsed.GetValue(region)).Of(methods, parsed.GetValue(shared.AnyQualifier));
            var committed = parsed.GetValue(check) is { } file ? PolicyFile.Read(file) : null;
            Remark(output, methods, parsed.GetValue(shared.AnyQualifier));
            if (committed is not null)
                return Check(output, parsed.GetValue(check)!, PolicyDrift.Find(committed, arns), arns.Count, parsed.GetValue(shared.Json));
            Write(output, InvokePolicy.Split(arns), parsed.GetValue(format)!, parsed.GetValue(shared.Json));
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>Refuses an account or a region that cannot be.</summary>
    public static void ValidatePlace(Command command, Option<string?> account, Option<string?> region) => command.Validators.Add(result =>
    {
        if (result.GetValue(account) is { } id && !(id.Length == 12 && id.All(char.IsAsciiDigit)))
            result.AddError($"--account '{id}' is no account: twelve digits are.");
        if (result.GetValue(region) is { } name && !AwsRegions.IsWellFormed(name))
            result.AddError($"--region '{name}' is no region, such as us-west-2.");
    });

    /// <summary>Says which methods may choose a qualifier that the policy does not cover.</summary>
    public static void Remark(Output output, IEnumerable<ManifestMethod> methods, bool anyQualifier)
    {
        foreach (var method in methods.Where(method => method.TakesOptions && !method.ChoosesQualifier && !anyQualifier))
            output.Note($"{method.Shown} takes LambdaCallOptions: a qualifier that a caller gives there is not covered. --any-qualifier allows every one.");
    }

    private static void Write(Output output, IReadOnlyList<IReadOnlyList<string>> parts, string format, bool json)
    {
        if (parts.Count > 1)
            output.Note($"The code invokes more than a managed policy can name in 6,144 characters: these are {parts.Count} policies, to be attached to the same role.");
        var documents = parts.Select(InvokePolicy.Document).ToList<JsonNode?>();
        if (json)
            output.Write(new JsonObject { ["version"] = 1, ["policies"] = new JsonArray([.. documents]) });
        else if (format == "terraform")
            output.Write(TerraformPolicy.Write(parts));
        else
            output.Write(documents is [var only] ? only! : new JsonArray([.. documents]));
    }

    private static int Check(Output output, string file, IReadOnlyList<PolicyFinding> findings, int functions, bool json)
    {
        if (json)
        {
            output.Write(new JsonObject
            {
                ["version"] = 1,
                ["findings"] = new JsonArray([.. findings.Select(finding => new JsonObject { ["statement"] = finding.Statement, ["problem"] = finding.Problem })]),
            });
        }
        else
        {
            output.Write(findings.Count == 0
                ? $"{file} allows what the code invokes, and no more: {functions} {(functions == 1 ? "ARN" : "ARNs")}."
                : string.Join("\n", findings.Select(finding => finding.Problem)));
        }
        return findings.Count == 0 ? ExitCode.Fine : ExitCode.Found;
    }
}
