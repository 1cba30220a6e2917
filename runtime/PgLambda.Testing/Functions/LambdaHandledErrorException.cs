namespace PgLambda.Testing;

/// <summary>
/// Thrown by a handler to report an error as a function does that catches its exceptions itself: the caller sees <c>"Handled"</c>.
/// Any other exception is <c>"Unhandled"</c>.
/// </summary>
/// <param name="message">The text that becomes <c>errorMessage</c>.</param>
/// <param name="errorType">The text that becomes <c>errorType</c>; default <c>Error</c>.</param>
public sealed class LambdaHandledErrorException(string message, string errorType = "Error") : Exception(message)
{
    /// <summary>The text that becomes <c>errorType</c>.</summary>
    public string ErrorType { get; } = errorType;
}
