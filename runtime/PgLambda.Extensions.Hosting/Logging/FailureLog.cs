using Microsoft.Extensions.Logging;

namespace PgLambda;

/// <summary>Writes a record for each call that failed in the end, whatever was tried inside of it.</summary>
internal sealed class FailureLog(ILogger logger) : ILambdaInterceptor
{
    public async ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken)
    {
        try
        {
            return await next(invocation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log(invocation, exception, cancellationToken);
            throw;
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
