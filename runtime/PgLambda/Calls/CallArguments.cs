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
    /// <exception cref="LambdaSerializationException">It cannot be written, or Lambda would refuse it.</exception>
    public static ReadOnlyMemory<byte> Context(LambdaOperation operation, LambdaPayload payload, LambdaCallOptions? options, ClientSerializer serializer)
    {
        var context = options?.ClientContext is { } value ? Written(operation, payload, value, serializer) : payload.Context;
        if (context.IsEmpty)
            return context;
        if (!context.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
            throw SerializationErrors.Untakable(operation.AsFailed, "it is no JSON object (for none, give null)");
        if (!LambdaLimits.IsClientContext(context.Length))
            throw SerializationErrors.Untakable(operation.AsFailed, $"it has {context.Length} bytes, which in base64 are more than 3,583");
        return context;
    }

    private static ReadOnlyMemory<byte> Written(LambdaOperation operation, LambdaPayload payload, object context, ClientSerializer serializer)
    {
        if (!payload.Context.IsEmpty)
            throw Refused(operation, "Both the [ClientContext] parameter and the LambdaCallOptions have a client context: give one of them.");
        if (operation.Invocation != InvocationType.RequestResponse)
            throw Refused(operation, $"Lambda delivers a client context for RequestResponse only, and this is {operation.Invocation}: put the data into the payload.");
        try
        {
            return serializer.WriteAsItIs(context);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A converter may throw anything.
            throw SerializationErrors.Unwritable(operation.AsFailed, SerializationErrors.TheContext, exception);
        }
    }

    private static ArgumentException Refused(LambdaOperation operation, string why) => new(AccountIds.Mask($"{operation.AsFailed.Shown} was not called: {why}"));
}
