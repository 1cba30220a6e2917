namespace PgLambda;

/// <summary>The database lacks the <c>aws_lambda</c> extension. The message holds the CREATE EXTENSION that mends it.</summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">PostgreSQL's error.</param>
public sealed class LambdaExtensionMissingException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    /// <summary>The SQL that installs the extension, to be run by <c>rds_superuser</c> in the database that the call went to.</summary>
    public string CreateSql => "CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;";

    private protected override FunctionState UsualState => FunctionState.NotRun;
}
