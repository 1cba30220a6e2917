namespace PgLambda;

/// <summary>The database role may not use the extension. The message holds the GRANT that mends it.</summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">PostgreSQL's error.</param>
public sealed class LambdaPermissionException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    /// <summary>The SQL that grants what is missing, to be run by the extension's owner or <c>rds_superuser</c>.</summary>
    public string GrantSql { get; init; } = "";
}
