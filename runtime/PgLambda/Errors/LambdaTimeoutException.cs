namespace PgLambda;

/// <summary>
/// The database call was ended before an answer came, by a command time-out, by <c>statement_timeout</c> or by an administrator. The function
/// may have run. A cancelled <see cref="CancellationToken"/> is an <see cref="OperationCanceledException"/> instead.
/// </summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">Npgsql's or PostgreSQL's error.</param>
public sealed class LambdaTimeoutException(string message, Exception? innerException = null) : LambdaException(message, innerException);
