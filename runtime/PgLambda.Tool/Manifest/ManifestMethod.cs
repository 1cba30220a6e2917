namespace PgLambda.Tool;

/// <summary>A method of a generated client, and what it calls.</summary>
/// <param name="Interface">The interface with its namespace.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The function, as the attributes have it.</param>
/// <param name="Invocation">How it is invoked.</param>
/// <param name="TimeoutMilliseconds">Its time-out, or null for the session's.</param>
/// <param name="ChoosesQualifier">Whether a parameter chooses the qualifier.</param>
/// <param name="TakesOptions">Whether a caller may choose qualifier and time-out of a single call.</param>
internal sealed record ManifestMethod(
    string Interface, string Method, LambdaTarget Target, InvocationType Invocation, int? TimeoutMilliseconds, bool ChoosesQualifier, bool TakesOptions)
{
    /// <summary>The method, as a sentence names it.</summary>
    public string Shown => $"{ClientKeys.Simple(Interface)}.{Method}";

    /// <summary>The version or alias: "*" where a parameter chooses it, null for none.</summary>
    public string? Qualifier => ChoosesQualifier ? "*" : Target.EffectiveQualifier;
}
