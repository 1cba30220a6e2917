namespace PgLambda;

/// <summary>Makes the exceptions for what the serializer cannot write or read.</summary>
internal static class SerializationErrors
{
    /// <summary>What is not written, as an error calls it.</summary>
    public const string ThePayload = "The payload", TheContext = "The client context";

    public static LambdaSerializationException Unwritable(FailedCall call, string what, Exception exception) =>
        NotCalled(call, $"{what} cannot be written as JSON: {JsonPath.Describe(exception)}", exception);

    public static LambdaSerializationException Untakable(FailedCall call, string why) => NotCalled(call, $"Lambda does not take the client context: {why}", exception: null);

    public static LambdaSerializationException Unreadable(FailedCall call, Exception exception) =>
        NotCalled(call, $"its result could never be read. {exception.Message}", exception.InnerException ?? exception);

    public static LambdaSerializationException Refused(FailedCall call, Exception error) =>
        NotCalled(call, $"PostgreSQL refused the payload or the client context: {error.Message}", error);

    private static LambdaSerializationException NotCalled(FailedCall call, string why, Exception? exception) =>
        new LambdaSerializationException($"{call.Shown} was not called: {why}{(why.EndsWith('.') ? "" : ".")} The function did not run.", exception).About(call, exception);
}
