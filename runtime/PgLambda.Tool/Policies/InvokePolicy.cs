using System.Text.Json.Nodes;

namespace PgLambda.Tool;

/// <summary>Least privilege as IAM policies: one action, and the ARNs that are invoked; in several documents where one would be too long.</summary>
internal static class InvokePolicy
{
    /// <summary>The one action that RequestResponse, Event and DryRun need. See <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"/>.</summary>
    public const string Action = "lambda:InvokeFunction";

    public const string Version = "2012-10-17", Sid = "InvokeLambdaFromPostgres";

    /// <summary>The longest managed policy, white space not counted. See <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"/>.</summary>
    private const int Limit = 6144;

    /// <summary>The ARNs, cut into lists that fit into a policy each.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Split(IReadOnlyList<string> arns)
    {
        var parts = new List<IReadOnlyList<string>>();
        var part = new List<string>();
        var empty = Length([]);
        var length = empty;
        foreach (var arn in arns)
        {
            // Two quotes and a comma.
            if (part.Count > 0 && length + arn.Length + 3 > Limit)
            {
                parts.Add(part);
                part = [];
                length = empty;
            }
            part.Add(arn);
            length += arn.Length + 3;
        }
        if (part.Count > 0)
            parts.Add(part);
        return parts;
    }

    public static JsonObject Document(IEnumerable<string> arns) => new()
    {
        ["Version"] = Version,
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Sid"] = Sid,
            ["Effect"] = "Allow",
            ["Action"] = Action,
            ["Resource"] = new JsonArray([.. arns.Select(arn => JsonValue.Create(arn))]),
        }),
    };

    private static int Length(IEnumerable<string> arns) => Document(arns).ToJsonString().Length;
}
