namespace PgLambda.IntegrationTests.Timeouts;

/// <summary>Functions that answer with the limit that was in force for their call, in milliseconds.</summary>
public interface ITimedFunctions
{
    [LambdaFunction("limit", TimeoutMilliseconds = 20_000)]
    Task<int> TwentySecondsAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("limit")]
    Task<int> AsTheSessionHasItAsync(int number, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);

    [LambdaFunction("boom", TimeoutMilliseconds = 20_000)]
    Task BoomAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("waits", TimeoutMilliseconds = 60_000)]
    Task<int> WaitsAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("waits", TimeoutMilliseconds = 150)]
    Task<int> WaitsTooLongAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("limit:v1", Invocation = InvocationType.Event, TimeoutMilliseconds = 15_000)]
    Task<LambdaResult> EventAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("limit", Invocation = InvocationType.DryRun, TimeoutMilliseconds = 15_000)]
    Task<LambdaResult> DryRunAsync(int number, CancellationToken cancellationToken = default);
}
