namespace PgLambda;

/// <summary>A call, as an <see cref="ILambdaInterceptor"/> sees it: what the attributes say, changed by configuration.</summary>
public sealed record LambdaInvocation
{
    /// <summary>The interface with its namespace, such as <c>Shop.Api.IOrderFunctions</c>.</summary>
    public required string Interface { get; init; }

    /// <summary>The method, such as <c>PriceAsync</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The function: a name, a partial ARN or a full ARN.</summary>
    public required string Function { get; init; }

    /// <summary>The function's region, in the ARN or beside it; null means the database instance's own.</summary>
    public string? Region { get; init; }

    /// <summary>The version or alias, where it is known before the call's own options; null means <c>$LATEST</c>.</summary>
    public string? Qualifier { get; init; }

    /// <summary>How Lambda runs the function.</summary>
    public InvocationType InvocationType { get; init; }

    /// <summary>The time-out in milliseconds, where there is one besides the session's and the call's own.</summary>
    public int? TimeoutMilliseconds { get; init; }

    /// <summary>Whether the method or its interface is <see cref="IdempotentAttribute">[Idempotent]</see>.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>What this one call asks for, or null. <c>next(invocation with { Options = … }, cancellationToken)</c> asks for something else.</summary>
    public LambdaCallOptions? Options { get; init; }
}
