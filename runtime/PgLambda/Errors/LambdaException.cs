namespace PgLambda;

/// <summary>What is known about the function when a call failed.</summary>
public enum FunctionState
{
    /// <summary>The function may have run, perhaps more than once: the call failed on the way, or no answer came in time.</summary>
    Unknown,

    /// <summary>The function did not run: the call was refused before.</summary>
    NotRun,

    /// <summary>The function ran, whether to its end or not. What it did is not undone by ROLLBACK.</summary>
    Ran,
}

/// <summary>
/// A call to a Lambda function through PostgreSQL failed. The message says what was wrong, what is known about the function, and what to do
/// next; the <see cref="Exception.InnerException"/> is PostgreSQL's own error where there was one. Nothing is retried. An error from PostgreSQL
/// aborts the transaction, if there is one; where its SQLSTATE is of class XX, Npgsql closes the connection too, so that no savepoint helps
/// (AWS publishes no SQLSTATE for the extension's own errors).
/// </summary>
public abstract class LambdaException : Exception
{
    private protected LambdaException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The function, as the interface names it: a name, a partial ARN or a full ARN.</summary>
    public string Function { get; init; } = "";

    /// <summary>The version or alias that was asked for by <see cref="LambdaFunctionAttribute.Qualifier"/>, or null.</summary>
    public string? Qualifier { get; init; }

    /// <summary>PostgreSQL's SQLSTATE, or null where the error did not come from PostgreSQL.</summary>
    public string? SqlState { get; init; }

    /// <summary>What is known about the function. Default: <see cref="FunctionState.Unknown"/>.</summary>
    public FunctionState FunctionState { get; init; }

    /// <summary>
    /// Whether the same call might succeed later. It does not say that a second call is safe: see <see cref="FunctionState"/>.
    /// </summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// Whether Npgsql withheld the error's DETAIL, and with it the cause. <c>Include Error Detail=true</c> in the connection string
    /// shows it. See <see href="https://www.npgsql.org/doc/connection-string-parameters.html"/>.
    /// </summary>
    public bool DetailRedacted { get; init; }
}
