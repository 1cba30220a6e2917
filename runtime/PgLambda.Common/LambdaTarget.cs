namespace PgLambda;

/// <summary>The function that a call goes to, in strictly parsed parts: nothing else ever becomes a part of the SQL.</summary>
internal sealed record LambdaTarget
{
    private LambdaTarget(LambdaFunctionName name, string? region, string? qualifier)
    {
        Name = name;
        Region = region;
        Qualifier = qualifier;
    }

    /// <summary>The name or ARN as it is written, perhaps with a qualifier in it.</summary>
    public LambdaFunctionName Name { get; }

    /// <summary>The region beside the name, or null where the ARN has it or there is none.</summary>
    public string? Region { get; }

    /// <summary>The version or alias beside the name, or null where the name has it or there is none.</summary>
    public string? Qualifier { get; }

    /// <summary>The version or alias that is invoked, wherever it is written; null means <c>$LATEST</c>.</summary>
    public string? EffectiveQualifier => Name.Qualifier ?? Qualifier;

    /// <summary>The region that is called, wherever it is written; null means the database instance's own.</summary>
    public string? EffectiveRegion => Name.Region ?? Region;

    /// <summary>The parts of a call; what stands in the name or ARN already is not said twice.</summary>
    /// <exception cref="FormatException">A part is malformed, or contradicts what the name says.</exception>
    public static LambdaTarget Create(LambdaFunctionName name, string? region, string? qualifier)
    {
        if (region is not null && !LambdaFunctionName.TryParseRegion(region, out var error))
            throw new FormatException(error.Message);
        if (qualifier is not null && !LambdaFunctionName.TryParseQualifier(qualifier, out error))
            throw new FormatException(error.Message);
        if (region is not null && name.Region is not null && region != name.Region)
            throw new FormatException($"The region is '{region}', but the ARN says '{name.Region}'.");
        if (qualifier is not null && name.Qualifier is not null && qualifier != name.Qualifier)
            throw new FormatException($"The qualifier is '{qualifier}', but the function says ':{name.Qualifier}'.");
        return new LambdaTarget(name, name.Region is null ? region : null, name.Qualifier is null ? qualifier : null);
    }

    /// <summary>Whether the same function is called, wherever region and qualifier are written.</summary>
    public bool IsSame(LambdaTarget other) =>
        Name.WithoutQualifier() == other.Name.WithoutQualifier() && EffectiveRegion == other.EffectiveRegion && EffectiveQualifier == other.EffectiveQualifier;

    /// <summary>The same function with another version or alias, which then stands beside the name; null for none.</summary>
    /// <exception cref="FormatException">The qualifier is malformed.</exception>
    public LambdaTarget WithQualifier(string? qualifier) => Create(Name.WithoutQualifier(), Region, qualifier);

    /// <summary>The same, from texts.</summary>
    /// <exception cref="FormatException">A part is malformed, or contradicts what the name says.</exception>
    public static LambdaTarget Parse(string function, string? region, string? qualifier) => Create(LambdaFunctionName.Parse(function), region, qualifier);
}
