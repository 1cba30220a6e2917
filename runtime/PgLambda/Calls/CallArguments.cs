using System.Buffers;
using System.Text.Json;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>What one call was given besides its payload, checked: what contradicts itself is refused before anything is sent.</summary>
internal static class CallArguments
{
    /// <summary>The operation with the qualifier that a <c>[Qualifier]</c> parameter gave.</summary>
    /// <exception cref="ArgumentException">It is no qualifier, or the call's options have one too.</exception>
    public static LambdaOperation WithQualifier(LambdaOperation operation, LambdaPayload payload)
    {
        if (!LambdaFunctionName.TryParseQualifier(payload.Qualifier!, out var error))
            throw Refused(operation, LambdaFunctionName.Explain(payload.Qualifier!, "qualifier", error));
        if (payload.Options?.Qualifier is { } other)
            throw Refused(operation, $"The [Qualifier] parameter is '{payload.Qualifier}', and the LambdaCallOptions have the qualifier '{other}': give one of them.");
        return operation.For(hasContext: false, payload.Qualifier, timeoutMilliseconds: null);
    }

    /// <summary>The client context as UTF-8 JSON; empty where there is none.</summary>
    /// <exception cref="ArgumentException">There are two, or Lambda would not deliver it.</exception>
    /// <exception cref="LambdaSerializationException">It cannot be written.</exception>
    public static ReadOnlyMemory<byte> Context(LambdaOperation operation, LambdaPayload payload, LambdaCallOptions? options, ClientSerializer serializer)
    {
        if (options?.ClientContext is not { } context)
            return payload.Context;
        if (!payload.Context.IsEmpty)
            throw Refused(operation, "Both the [ClientContext] parameter and the LambdaCallOptions have a client context: give one of them.");
        if (operation.Invocation != InvocationType.RequestResponse)
            throw Refused(operation, $"Lambda delivers a client context for RequestResponse only, and this is {operation.Invocation}: put the data into the payload.");
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(buffer, serializer.WriterOptions);
            serializer.WriteAsItIs(writer, context);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A converter may throw anything.
            throw SerializationErrors.Unwritable(operation.AsFailed, "The client context", exception);
        }
        return buffer.WrittenMemory;
    }

    private static ArgumentException Refused(LambdaOperation operation, string why) => new(AccountIds.Mask($"{operation.AsFailed.Shown} was not called: {why}"));
}
