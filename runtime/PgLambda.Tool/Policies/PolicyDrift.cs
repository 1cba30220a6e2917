namespace PgLambda.Tool;

/// <summary>Where a committed policy and the code have parted.</summary>
internal static class PolicyDrift
{
    /// <summary>Each way in which the policy no longer covers, or covers more than, what is invoked; and what of it cannot be judged.</summary>
    public static IReadOnlyList<PolicyFinding> Find(PolicyFile policy, IReadOnlyCollection<string> arns)
    {
        var findings = new List<PolicyFinding>();
        var statements = policy.Statements.Where(statement => statement.Invokes || statement.Unknown == "NotAction" || statement.OtherActions.Any()).ToList();
        foreach (var statement in statements.Where(statement => statement.Unknown is not null))
            findings.Add(new(statement.Name, $"Statement {statement.Name} has a {statement.Unknown}: what it {(statement.IsAllow ? "allows" : "denies")} is not known here."));
        var known = statements.Where(statement => statement.Unknown is null).ToList();
        foreach (var arn in arns)
        {
            // "*" stands for every qualifier: only a pattern that has it too covers it.
            if (!known.Any(statement => statement.IsAllow && statement.Invokes && statement.Covers(arn)))
                findings.Add(new(null, $"No statement allows {InvokePolicy.Action} on {arn}."));
            foreach (var denial in known.Where(statement => !statement.IsAllow && statement.Invokes && statement.Covers(arn)))
                findings.Add(new(denial.Name, $"Statement {denial.Name} denies {InvokePolicy.Action} on {arn}."));
        }
        foreach (var statement in known.Where(statement => statement.IsAllow))
        {
            foreach (var action in statement.OtherActions)
                findings.Add(new(statement.Name, $"Statement {statement.Name} allows {action}: the code needs {InvokePolicy.Action} alone."));
            foreach (var resource in statement.Invokes ? statement.Resources.Where(resource => !arns.Contains(resource)) : [])
                findings.Add(new(statement.Name, $"Statement {statement.Name} allows {resource}, which the code does not invoke{(resource.Contains('*', StringComparison.Ordinal) || resource.Contains('?', StringComparison.Ordinal) ? " as a whole" : "")}."));
        }
        return findings;
    }
}

/// <summary>A difference.</summary>
/// <param name="Statement">The statement, by its Sid or number; null where one is missing.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record PolicyFinding(string? Statement, string Problem);
