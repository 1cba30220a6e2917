namespace PgLambda.IntegrationTests.Calls;

/// <summary>Functions that say how they were called.</summary>
public interface ICallFunctions
{
    [LambdaFunction("says")]
    Task<Said> SaysAsync(string text, [Qualifier] string? alias = null, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);

    [LambdaFunction("says:blue")]
    [Idempotent]
    Task<Said> SaysInBlueAsync(string text, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);

    [LambdaFunction("says")]
    Task<Said> SaysWithContextAsync(string text, [ClientContext] Trace? trace, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);

    [LambdaFunction("says:blue", Invocation = InvocationType.Event)]
    Task SaysLaterAsync(string text, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);

    [LambdaFunction("fails")]
    Task FailsAsync(string text, CancellationToken cancellationToken = default);

    [LambdaFunction("says", Log = LogType.Tail)]
    Task<LambdaResult<Said>> SaysWithLogAsync(string text, CancellationToken cancellationToken = default);
}

public sealed record Trace(Dictionary<string, string>? Custom, string? Env = null);

/// <summary>What the function saw.</summary>
public sealed record Said(string Text, string Version, string? Qualifier, string? Context, int Milliseconds);
