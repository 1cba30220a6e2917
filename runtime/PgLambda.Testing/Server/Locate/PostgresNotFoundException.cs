namespace PgLambda.Testing;

/// <summary>No usable PostgreSQL binaries were found or fetched. The message lists what was looked for and what to install.</summary>
public sealed class PostgresNotFoundException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    /// <param name="message">What was looked for, why it did not qualify, and what to install.</param>
    /// <param name="innerException">The failure underneath, if there was one.</param>
    public PostgresNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
