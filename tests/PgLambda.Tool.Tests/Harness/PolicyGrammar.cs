using System.Text.Json;

namespace PgLambda.Tool.Tests;

/// <summary>
/// The grammar of IAM's policies, as far as an identity-based one can be: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.
/// Written from the page, and from nothing of the tool.
/// </summary>
internal static class PolicyGrammar
{
    private static readonly string[] Keys = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public static void Check(JsonElement policy)
    {
        Assert.Equal(JsonValueKind.Object, policy.ValueKind);
        Assert.Subset(new HashSet<string> { "Version", "Id", "Statement" }, policy.EnumerateObject().Select(each => each.Name).ToHashSet());
        Assert.Contains(policy.GetProperty("Version").GetString(), new[] { "2008-10-17", "2012-10-17" });
        var statements = policy.GetProperty("Statement").EnumerateArray().ToList();
        Assert.NotEmpty(statements);
        Assert.All(statements, CheckStatement);
        var sids = statements.Where(each => each.TryGetProperty("Sid", out _)).Select(each => each.GetProperty("Sid").GetString()).ToList();
        Assert.Equal(sids.Count, sids.Distinct().Count());
        // A managed policy's limit does not count white space.
        Assert.InRange(policy.GetRawText().Count(c => !char.IsWhiteSpace(c)), 1, 6144);
    }

    private static void CheckStatement(JsonElement statement)
    {
        var names = statement.EnumerateObject().Select(each => each.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Subset(Keys.ToHashSet(), names.ToHashSet());
        Assert.Single(names, "Effect");
        Assert.Single(names, name => name is "Action" or "NotAction");
        Assert.Single(names, name => name is "Resource" or "NotResource");
        if (statement.TryGetProperty("Sid", out var sid))
            Assert.Matches("^[A-Za-z0-9]+$", sid.GetString());
        Assert.Contains(statement.GetProperty("Effect").GetString(), new[] { "Allow", "Deny" });
        Assert.All(Texts(statement.GetProperty("Action")), action => Assert.Matches(@"^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$", action));
        var resources = Texts(statement.GetProperty("Resource"));
        Assert.NotEmpty(resources);
        Assert.Equal(resources.Count, resources.Distinct().Count());
        Assert.All(resources, resource => Assert.Matches(@"^(\*|arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:[^\s]+)$", resource));
    }

    private static List<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [.. value.EnumerateArray().Select(each => each.GetString()!)];
}
