namespace PgLambda;

/// <summary>
/// What an environment has otherwise than the attributes say, for one method. What is null stays as it was. Nothing of it is needed where only the account or the
/// region differ: a bare function name is looked up in the database's own.
/// </summary>
public class LambdaOverride
{
    /// <summary>Another function: a name, a partial ARN or a full ARN. It replaces function and region together; where it has a qualifier, that too.</summary>
    public string? Function { get; set; }

    /// <summary>The region, beside <see cref="Function"/> or, where that is null, beside the function as it was.</summary>
    public string? Region { get; set; }

    /// <summary>The version or alias. It overrides by itself; a qualifier here and in <see cref="Function"/> is an error.</summary>
    public string? Qualifier { get; set; }

    /// <summary>The time-out in milliseconds, 1 to 900,000; see <see cref="LambdaFunctionAttribute.TimeoutMilliseconds"/>.</summary>
    public int? TimeoutMilliseconds { get; set; }
}

/// <summary>What an environment has otherwise for every method whose attribute names a function.</summary>
public sealed class LambdaFunctionOverride : LambdaOverride
{
    /// <summary>The function to override, as it is written in the attribute, to the character.</summary>
    public string Name { get; set; } = "";
}

/// <summary>What an environment has otherwise for the methods of one interface.</summary>
public sealed class LambdaClientOverride : LambdaOverride
{
    /// <summary>The same for single methods, by name without regard to case; overloads share an entry.</summary>
    public IDictionary<string, LambdaOverride> Methods { get; } = new Dictionary<string, LambdaOverride>(StringComparer.OrdinalIgnoreCase);
}
