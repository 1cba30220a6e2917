using Microsoft.Extensions.Logging;

namespace PgLambda;

/// <summary>Writes a record for each call that failed in the end, whatever was tried inside of it.</summary>
internal sealed class FailureLog(ILogger logger) : ILambdaInterceptor
{
    public async ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await next(invocation, cancellationToken).ConfigureAwait(false);
            if (!outcome.Completion.IsCompleted)
                _ = LogItemsAsync(invocation, outcome.Completion, cancellationToken);
            return outcome;
        }
        catch (Exception exception)
        {
            Log(invocation, exception, cancellationToken);
            throw;
        }
    }

    // The answer is read after this, item by item, by whoever called.
    private async Task LogItemsAsync(LambdaInvocation invocation, Task completion, CancellationToken cancellationToken)
    {
        try
        {
            await completion.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log(invocation, exception, cancellationToken);
        }
    }

    private void Log(LambdaInvocation invocation, Exception exception, CancellationToken cancellationToken)
    {
        var known = exception as LambdaException;
        var qualifier = ShownCall.Qualifier(known is null ? invocation.Options?.Qualifier ?? invocation.Qualifier : known.Qualifier);
        var (method, function, state) = (ShownCall.Method(invocation), ShownCall.Function(invocation), known?.FunctionState ?? FunctionState.Unknown);
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            logger.CallCancelled(exception, method, function, qualifier, state);
        else if (known is { IsTransient: true })
            logger.CallFailedForNow(exception, method, function, qualifier, state);
        else
            logger.CallFailed(exception, method, function, qualifier, state);
    }
}
