namespace PgLambda;

/// <summary>
/// The call was ended by a time limit before an answer came: the command time-out or <c>statement_timeout</c>. The function may have run. A cancelled
/// <see cref="CancellationToken"/> is an <see cref="OperationCanceledException"/> instead, and a statement that somebody else cancelled a
/// <see cref="LambdaDatabaseException"/>.
/// </summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">Npgsql's or PostgreSQL's error.</param>
public sealed class LambdaTimeoutException(string message, Exception? innerException = null) : LambdaException(message, innerException);
