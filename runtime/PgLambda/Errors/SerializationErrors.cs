namespace PgLambda;

/// <summary>Makes the exceptions for what the serializer cannot write or read.</summary>
internal static class SerializationErrors
{
    public static LambdaSerializationException Unwritable(FailedCall call, string what, Exception exception) =>
        NotCalled(call, $"{what} cannot be written as JSON: {JsonPath.Describe(exception)}", exception);

    public static LambdaSerializationException Unreadable(FailedCall call, Exception exception) =>
        NotCalled(call, $"its result could never be read. {exception.Message}", exception.InnerException ?? exception);

    public static LambdaSerializationException Refused(FailedCall call, Exception error) =>
        NotCalled(call, $"PostgreSQL refused the payload or the client context: {error.Message}", error);

    private static LambdaSerializationException NotCalled(FailedCall call, string why, Exception exception) =>
        new LambdaSerializationException($"{call.Shown} was not called: {why}{(why.EndsWith('.') ? "" : ".")} The function did not run.", exception).About(call, exception);
}
