using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>What a generated method calls, for mapping and messages. Not meant to be used by other code.</summary>
/// <param name="method">The interface and method, such as <c>IOrderFunctions.PriceAsync</c>.</param>
/// <param name="function">The function as the attribute names it.</param>
/// <param name="region">The attribute's region, or null.</param>
/// <param name="qualifier">The attribute's qualifier, or null.</param>
/// <param name="invocation">The invocation type.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaOperation(string method, string function, string? region, string? qualifier, InvocationType invocation)
{
    /// <summary>The interface and method.</summary>
    public string Method { get; } = method;

    /// <summary>The function as the attribute names it.</summary>
    public string Function { get; } = function;

    /// <summary>The attribute's region, or null.</summary>
    public string? Region { get; } = region;

    /// <summary>The attribute's qualifier, or null.</summary>
    public string? Qualifier { get; } = qualifier;

    /// <summary>The invocation type.</summary>
    public InvocationType Invocation { get; } = invocation;

    internal int ExpectedStatus => Invocation switch
    {
        InvocationType.Event => 202,
        InvocationType.DryRun => 204,
        _ => 200,
    };

    internal string Shown => $"Lambda function '{Function}'{(Qualifier is null ? "" : $" (qualifier '{Qualifier}')")}{(Region is null ? "" : $" in {Region}")}, called by {Method},";
}
