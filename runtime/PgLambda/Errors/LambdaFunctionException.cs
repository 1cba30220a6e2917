namespace PgLambda;

/// <summary>How a function failed, in Lambda's terms.</summary>
public enum LambdaErrorKind
{
    /// <summary>Not known: the DETAIL was withheld (<see cref="LambdaException.DetailRedacted"/>) or has an unexpected form.</summary>
    Unknown,

    /// <summary>The function's code reported the error.</summary>
    Handled,

    /// <summary>The runtime reported the error: the function threw, ran out of time or memory, or could not start.</summary>
    Unhandled,
}

/// <summary>The function ran and failed. What it did before that is not undone.</summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">PostgreSQL's error.</param>
public sealed class LambdaFunctionException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    /// <summary>Whether the function or its runtime reported the error.</summary>
    public LambdaErrorKind ErrorKind { get; init; }

    /// <summary>The error's type as the function's runtime names it, such as <c>ValueError</c>; null where it is not known.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The error's message as the function gave it; null where it is not known.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The lines of the function's stack trace; empty where there is none.</summary>
    public IReadOnlyList<string> StackTraceLines { get; init; } = [];

    /// <summary>The full ARN that PostgreSQL names in the DETAIL; null where the DETAIL is withheld.</summary>
    public string? FunctionArn { get; init; }

    /// <summary>The error details as they came, most often JSON with <c>errorMessage</c> and <c>errorType</c>; null where the DETAIL is withheld.</summary>
    public string? RawDetails { get; init; }

    private protected override FunctionState UsualState => FunctionState.Ran;
}
