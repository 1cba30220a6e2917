namespace PgLambda;

/// <summary>Why a client on a caller's connection does not go on.</summary>
internal static class SessionErrors
{
    /// <summary>The session in which the client was made is over.</summary>
    public static LambdaConnectionException Ended(FailedCall call) => Refused(call,
        "the session on which the client was made has ended: the connection was closed, or broke at an error. Another session would have another role, other settings and no transaction. "
        + "Open the connection, set it up, and make a new client.");

    /// <summary>The transaction is over, and the call would run outside of it.</summary>
    public static LambdaConnectionException TransactionEnded(FailedCall call) => Refused(call,
        "the transaction that the client was made with has ended, and the call would run outside of it. Make a new client.");

    /// <summary>Npgsql would prepare the statement by itself, and its name be another application's.</summary>
    public static LambdaConnectionException PreparedBehindPooler(FailedCall call) => Refused(call,
        "the connection goes through a pooler or proxy (its ProcessID is not pg_backend_pid()), and its connection string has Max Auto Prepare: the name of a prepared statement may there be "
        + "another application's, whose function would run instead. Set Max Auto Prepare=0 for this data source, or connect without the pooler.");

    /// <summary>Whoever owns the connection, or the session's state, is against it.</summary>
    public static LambdaConnectionException Refused(FailedCall call, string why) =>
        new LambdaConnectionException($"{call.Shown} was not called: {why} The function did not run.").About(call);
}
