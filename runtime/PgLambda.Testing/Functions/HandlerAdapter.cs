using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>Turns typed handlers into what the dispatcher calls: JSON in, JSON out.</summary>
internal sealed class HandlerAdapter(JsonSerializerOptions options)
{
    private static readonly ReadOnlyMemory<byte> Null = "null"u8.ToArray();
    private readonly HandlerJson _json = new(options);

    public LambdaHandler Adapt<TRequest, TResponse>(Func<TRequest, LambdaCall, Task<TResponse>> handler)
    {
        var (request, response) = (_json.Contract<TRequest>(), _json.Contract<TResponse>());
        return async call =>
        {
            var answer = await handler(JsonSerializer.Deserialize(call.PayloadBytes.Span, request)!, call).ConfigureAwait(false);
            return JsonSerializer.SerializeToUtf8Bytes(answer, response);
        };
    }

    public LambdaHandler Adapt<TRequest>(Func<TRequest, LambdaCall, Task> handler)
    {
        var request = _json.Contract<TRequest>();
        return async call =>
        {
            await handler(JsonSerializer.Deserialize(call.PayloadBytes.Span, request)!, call).ConfigureAwait(false);
            return Null;
        };
    }

    public LambdaHandler AdaptAny(Func<JsonElement, LambdaCall, Task<JsonElement?>> handler)
    {
        var contract = _json.Contract<JsonElement>();
        return async call =>
        {
            var response = await handler(call.Payload, call).ConfigureAwait(false);
            return response is { ValueKind: not JsonValueKind.Undefined } value ? JsonSerializer.SerializeToUtf8Bytes(value, contract) : Null;
        };
    }

    /// <summary>For a method found by reflection: its types are known at run time only.</summary>
    public Func<LambdaCall, object?> Reader(Type type)
    {
        var contract = _json.Contract(type);
        return call => JsonSerializer.Deserialize(call.PayloadBytes.Span, contract);
    }

    public ReadOnlyMemory<byte> Write(object? value, Type type) => JsonSerializer.SerializeToUtf8Bytes(value, _json.Contract(type));
}
