namespace PgLambda;

/// <summary>
/// PostgreSQL, or the way to it, failed the call for a reason that is neither Lambda's nor a missing grant or extension: the connection was lost, somebody
/// cancelled the statement, the transaction had failed before. <see cref="LambdaException.FunctionState"/> says what is known about the function;
/// most often nothing is.
/// </summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">Npgsql's or PostgreSQL's error.</param>
public sealed class LambdaDatabaseException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    private protected override FunctionState UsualState => FunctionState.Unknown;
}
