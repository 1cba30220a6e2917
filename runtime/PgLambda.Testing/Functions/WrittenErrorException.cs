namespace PgLambda.Testing;

/// <summary>An error of a function that is written down and not thrown by code: its type is any text, and it has no stack.</summary>
internal sealed class WrittenErrorException(string message, string errorType) : Exception(message)
{
    /// <summary>The error's type, as the caller sees it.</summary>
    public string ErrorType { get; } = errorType;
}
