// SlowCalls.cs
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PgLambda;

namespace Shop;

public sealed partial class SlowCalls(ILogger<SlowCalls> logger) : ILambdaInterceptor
{
    public async ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = await next(invocation, cancellationToken);
        if (Stopwatch.GetElapsedTime(started) is { TotalSeconds: > 2 } time)
            Slow(logger, invocation.Method, time);
        return outcome;
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} took {Time}.")]
    private static partial void Slow(ILogger logger, string method, TimeSpan time);
}
