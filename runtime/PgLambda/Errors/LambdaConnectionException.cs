namespace PgLambda;

/// <summary>
/// There was no connection for the call, or not the one it had to go through: the server cannot be reached, refuses the connection or the login, is starting,
/// has no connection left, the pool is exhausted, or the session on which the client was made has ended. Nothing was sent, and the function did not run:
/// <see cref="LambdaException.FunctionState"/> is <see cref="FunctionState.NotRun"/>. A connection that is lost while a call is under way is a
/// <see cref="LambdaDatabaseException"/> instead. Whether it is transient, the inner exception says; without one it is not.
/// </summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">Npgsql's, PostgreSQL's or the network's error.</param>
public sealed class LambdaConnectionException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    private protected override FunctionState UsualState => FunctionState.NotRun;

    private protected override bool UsuallyTransient => InnerException is { } reason && ConnectionFailures.Describe(reason).IsTransient;
}
