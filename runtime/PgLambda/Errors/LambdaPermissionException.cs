namespace PgLambda;

/// <summary>The database role may not use the extension. The message holds the GRANT that mends it.</summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">PostgreSQL's error.</param>
public sealed class LambdaPermissionException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    /// <summary>
    /// The SQL that grants what is missing, to be run by the extension's owner or <c>rds_superuser</c>. It names the role that was in force, which after
    /// <c>SET ROLE</c> is not the one that logged in. Inside a transaction, which the error has ended, it cannot be asked for: then <c>&lt;role&gt;</c> stands in its place.
    /// </summary>
    public string GrantSql { get; init; } = "";

    private protected override FunctionState UsualState => FunctionState.NotRun;
}
