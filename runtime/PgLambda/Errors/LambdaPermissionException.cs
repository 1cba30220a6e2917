namespace PgLambda;

/// <summary>The database role may not use the extension. The message holds the GRANT that mends it.</summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">PostgreSQL's error.</param>
public sealed class LambdaPermissionException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    /// <summary>
    /// The SQL that grants what is missing, to be run by the extension's owner or <c>rds_superuser</c>. It names the connection's user; after
    /// <c>SET ROLE</c> put that role in its place.
    /// </summary>
    public string GrantSql { get; init; } = "";
}
