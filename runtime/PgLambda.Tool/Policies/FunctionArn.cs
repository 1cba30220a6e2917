namespace PgLambda.Tool;

/// <summary>The ARNs that IAM compares with a resource when a method calls its function.</summary>
internal sealed class FunctionArn(string? account, string? region)
{
    /// <summary>What the methods invoke, each once, in order.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="anyQualifier">Whether to count what a caller may choose by <c>LambdaCallOptions</c>.</param>
    /// <exception cref="ToolException">Of a function account or region are not known.</exception>
    public IReadOnlyList<string> Of(IReadOnlyCollection<ManifestMethod> methods, bool anyQualifier)
    {
        var incomplete = methods.Select(Missing).OfType<string>().Distinct().ToList();
        return incomplete.Count == 0
            ? [.. methods.SelectMany(method => Of(method, anyQualifier)).Distinct().Order(StringComparer.Ordinal)]
            : throw new ToolException($"{string.Join(" ", incomplete)}");
    }

    private string? Missing(ManifestMethod method)
    {
        var missing = new List<string>();
        if ((method.Target.Name.Account ?? account) is null)
            missing.Add("--account");
        if ((method.Target.EffectiveRegion ?? region) is null)
            missing.Add("--region");
        return missing.Count == 0 ? null : $"'{method.Target.Name.Text}' ({method.Shown}) is no full ARN: give {string.Join(" and ", missing)}.";
    }

    // Lambda compares a call that has a qualifier with the qualified ARN alone, and one that has none with the unqualified.
    private IEnumerable<string> Of(ManifestMethod method, bool anyQualifier)
    {
        var name = method.Target.Name;
        var place = method.Target.EffectiveRegion ?? region!;
        var arn = $"arn:{name.Partition ?? AwsRegions.FindPartition(place) ?? "aws"}:lambda:{place}:{name.Account ?? account}:function:{name.Name}";
        if (method.Target.EffectiveQualifier is { } qualifier && !method.ChoosesQualifier)
            yield return $"{arn}:{qualifier}";
        else
            yield return arn;
        if (method.ChoosesQualifier || method.TakesOptions && anyQualifier)
            yield return $"{arn}:*";
    }
}
