using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using PgLambda;

namespace OrdersApi.Errors;

/// <summary>
/// Answers a failed call with problem details. They say what a client can do about it, and nothing of functions, accounts, roles or SQL: that is in the log, where
/// PgLambda has written the exception.
/// </summary>
internal sealed class LambdaExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    private const string RetryAfterSeconds = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads it; it is what the log and the metrics of requests show.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        if (Describe(exception) is not var (status, title, mayComeBack))
            return false;

        context.Response.StatusCode = status;
        if (mayComeBack)
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = status, Title = title } });
    }

    private static (int Status, string Title, bool MayComeBack)? Describe(Exception exception) => exception switch
    {
        LambdaFunctionException or LambdaResponseException or LambdaInvokeException { Reason: LambdaInvokeFailure.ServiceError } =>
            (StatusCodes.Status502BadGateway, "A service that this one depends on failed.", false),
        LambdaInvokeException { Reason: LambdaInvokeFailure.Throttled } =>
            (StatusCodes.Status503ServiceUnavailable, "There are too many requests at the moment.", true),
        LambdaTimeoutException or LambdaInvokeException { Reason: LambdaInvokeFailure.EndpointUnreachable } =>
            (StatusCodes.Status504GatewayTimeout, "A service that this one depends on gave no answer in time.", false),
        LambdaConnectionException { IsTransient: true } or NpgsqlException { IsTransient: true } or InvalidOperationException { InnerException: NpgsqlException { IsTransient: true } } =>
            (StatusCodes.Status503ServiceUnavailable, "The database cannot be reached at the moment.", true),
        // Lost in the middle: the function may have run, so nobody is asked to come back.
        LambdaConnectionException or LambdaDatabaseException { SqlState: null or ['0', '8', ..] or ['5', '7', 'P', ..] } =>
            (StatusCodes.Status503ServiceUnavailable, "The database cannot be reached.", false),
        // A missing grant or extension, a function that does not exist: nothing that a client could do. The health check says so, too.
        LambdaException => (StatusCodes.Status500InternalServerError, "This service is not set up properly.", false),
        _ => null,
    };
}
