namespace PgLambda.Testing;

/// <summary>What the arguments of an invocation mean, as far as they could be read.</summary>
internal sealed record ResolvedCall
{
    /// <inheritdoc cref="RecordedCall.Function"/>
    public required string Function { get; init; }

    /// <inheritdoc cref="RecordedCall.FunctionArn"/>
    public string FunctionArn { get; init; } = "";

    /// <inheritdoc cref="RecordedCall.Qualifier"/>
    public string? Qualifier { get; init; }

    /// <inheritdoc cref="RecordedCall.Region"/>
    public required string Region { get; init; }

    public LocalInvocationType InvocationType { get; init; }

    public LocalLogType LogType { get; init; }
}
