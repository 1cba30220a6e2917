namespace PgLambda;

/// <summary>
/// The payload or the client context cannot be written as JSON, the client context is none that Lambda takes, or the method's result type could never be read. Found before the function was called:
/// <see cref="LambdaException.FunctionState"/> is <see cref="FunctionState.NotRun"/>. An answer that does not fit is a <see cref="LambdaResponseException"/>.
/// </summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">The serializer's error, where there was one.</param>
public sealed class LambdaSerializationException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    private protected override FunctionState UsualState => FunctionState.NotRun;
}
