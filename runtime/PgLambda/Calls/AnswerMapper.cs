using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Turns an answer into what a method returns.</summary>
internal static class AnswerMapper
{
    /// <summary>For a method that returns a value.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="serializer">The client's serializer.</param>
    /// <param name="operation">What was called.</param>
    /// <param name="isOptional">Whether the method may return null.</param>
    /// <exception cref="LambdaResponseException">No payload, null where there can be none, or a payload that does not fit.</exception>
    public static T? Map<T>(Answer answer, ClientSerializer serializer, LambdaOperation operation, bool isOptional)
    {
        if (answer.Payload is null)
            return isOptional ? default : throw Missing<T>(answer, operation, "no payload");
        T? value;
        try
        {
            // What JSON null means is asked of the contract first: a converter may have a value for it.
            value = serializer.Read<T>(answer.Payload);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A converter may throw anything; the function ran all the same, and its answer must not be lost.
            throw IsNull(answer.Payload)
                ? Missing<T>(answer, operation, "null", exception)
                : AnswerErrors.Unmappable(operation.AsFailed, $"the payload does not fit {typeof(T).Name}: {JsonPath.Describe(exception)}", answer, exception);
        }
        return value is null && !isOptional ? throw Missing<T>(answer, operation, "null") : value;
    }

    /// <summary>For a method that returns the value with status, version and log.</summary>
    /// <exception cref="LambdaResponseException">No payload, null where there can be none, or a payload that does not fit.</exception>
    public static LambdaResult<T> MapResult<T>(Answer answer, ClientSerializer serializer, LambdaOperation operation)
    {
        // A value type without a null would turn "no answer" into a zero.
        var payload = Map<T>(answer, serializer, operation, isOptional: default(T) is null);
        return new LambdaResult<T>(answer.Status!.Value, payload, answer.Version, answer.Log);
    }

    private static bool IsNull(byte[] utf8) => utf8.AsSpan().Trim(" \t\r\n"u8).SequenceEqual("null"u8);

    private static LambdaResponseException Missing<T>(Answer answer, LambdaOperation operation, string what, Exception? inner = null) =>
        AnswerErrors.Unmappable(
            operation.AsFailed, $"the function answered {what}, and the method returns a {typeof(T).Name} that cannot be null (declare it nullable if that is an answer)", answer, inner);
}
