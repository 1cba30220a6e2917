namespace PgLambda;

/// <summary>
/// The call was ended by a time limit before an answer came: the command time-out or <c>statement_timeout</c>. The function may have run. A cancelled
/// <see cref="CancellationToken"/> is an <see cref="OperationCanceledException"/> instead, and a statement that somebody else cancelled a
/// <see cref="LambdaDatabaseException"/>.
/// </summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">Npgsql's or PostgreSQL's error.</param>
public sealed class LambdaTimeoutException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    /// <summary>Which limit ended the call.</summary>
    public LambdaTimeLimit Limit { get; init; }

    private protected override FunctionState UsualState => FunctionState.Unknown;

    private protected override bool UsuallyTransient => true;
}

/// <summary>
/// A limit that ends a call from outside the extension. The extension's own, <c>aws_lambda.request_timeout_ms</c>, is a <see cref="LambdaInvokeException"/> with
/// <see cref="LambdaInvokeFailure.EndpointUnreachable"/>: it tells no difference between an endpoint that cannot be reached and an answer that did not come in time.
/// </summary>
public enum LambdaTimeLimit
{
    /// <summary>Npgsql's command time-out: <c>Command Timeout</c> of the connection string, kept above the call's own time-out.</summary>
    CommandTimeout,

    /// <summary>The server's <c>statement_timeout</c>. See <see href="https://www.postgresql.org/docs/current/runtime-config-client.html"/>.</summary>
    StatementTimeout,
}
