namespace PgLambda;

/// <summary>How a call that succeeded ended, as an <see cref="ILambdaInterceptor"/> sees it. One that failed is an exception.</summary>
/// <param name="StatusCode">200 for <see cref="InvocationType.RequestResponse"/>, 202 for <see cref="InvocationType.Event"/>, 204 for <see cref="InvocationType.DryRun"/>.</param>
/// <param name="Value">What the method returns; null for a method without a result, or where the answer is null. For a method that hands out items, an <see cref="IAsyncEnumerable{T}"/> of them, whose
/// answer has begun and is read as it is enumerated: version and log come after it, and are not known.</param>
/// <param name="ExecutedVersion">The version that ran, where the extension gives one.</param>
/// <param name="Log">The last 4 KB of the function's log, decoded, where it was asked for.</param>
public sealed record LambdaOutcome(int StatusCode, object? Value, string? ExecutedVersion = null, string? Log = null)
{
    /// <summary>
    /// Ends when the answer has been read: before the outcome is there, but for a method that hands out items. For that one it ends with the enumeration, and fails with what that fails with; the
    /// connection is in use up to there. A failure that nobody looks at is no unobserved one.
    /// </summary>
    public Task Completion { get; init; } = Task.CompletedTask;
}
