// PollyInterceptor.cs
using PgLambda;
using Polly;
using Polly.Retry;

namespace Shop;

/// <summary>Makes each call through a pipeline of Polly's.</summary>
public sealed class PollyInterceptor(ResiliencePipeline<LambdaOutcome> pipeline) : ILambdaInterceptor
{
    public ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken) =>
        pipeline.ExecuteAsync(static (call, token) => call.next(call.invocation, token), (invocation, next), cancellationToken);
}

public static class LambdaRetries
{
    /// <summary>Tries again where it may help, and where a second run is impossible or known to do no harm; never otherwise.</summary>
    public static RetryStrategyOptions<LambdaOutcome> Options { get; } = new()
    {
        ShouldHandle = attempt => ValueTask.FromResult(
            attempt.Outcome.Exception is LambdaException { IsTransient: true } failure && (failure.IsSafeToRetry || failure.IsIdempotent)),
        MaxRetryAttempts = 3,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(200),
        UseJitter = true,
    };

    public static ILambdaInterceptor CreateInterceptor() => new PollyInterceptor(new ResiliencePipelineBuilder<LambdaOutcome>().AddRetry(Options).Build());
}
