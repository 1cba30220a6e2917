using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>Turns typed handlers into what the dispatcher calls: JSON in, JSON out.</summary>
internal sealed class HandlerAdapter(JsonSerializerOptions json)
{
    private static readonly ReadOnlyMemory<byte> Null = "null"u8.ToArray();

    public LambdaHandler Adapt<TRequest, TResponse>(Func<TRequest, LambdaCall, Task<TResponse>> handler) => async call =>
    {
        var response = await handler(Read<TRequest>(call), call).ConfigureAwait(false);
        return JsonSerializer.SerializeToUtf8Bytes(response, json);
    };

    public LambdaHandler Adapt<TRequest>(Func<TRequest, LambdaCall, Task> handler) => async call =>
    {
        await handler(Read<TRequest>(call), call).ConfigureAwait(false);
        return Null;
    };

    public LambdaHandler AdaptAny(Func<JsonElement, LambdaCall, Task<JsonElement?>> handler) => async call =>
    {
        var response = await handler(call.Payload, call).ConfigureAwait(false);
        return response is { ValueKind: not JsonValueKind.Undefined } value ? JsonSerializer.SerializeToUtf8Bytes(value, json) : Null;
    };

    /// <summary>For a method found by reflection: its types are known at run time only.</summary>
    public object? Read(LambdaCall call, Type type) => JsonSerializer.Deserialize(call.PayloadBytes.Span, type, json);

    public ReadOnlyMemory<byte> Write(object? value, Type type) => JsonSerializer.SerializeToUtf8Bytes(value, type, json);

    private TRequest Read<TRequest>(LambdaCall call) => JsonSerializer.Deserialize<TRequest>(call.PayloadBytes.Span, json)!;
}
