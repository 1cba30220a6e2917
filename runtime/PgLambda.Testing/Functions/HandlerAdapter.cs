using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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
            var answer = await handler(Read(call, request), call).ConfigureAwait(false);
            return answer is JsonElement element ? Raw(element) : JsonSerializer.SerializeToUtf8Bytes(answer, response);
        };
    }

    public LambdaHandler Adapt<TRequest>(Func<TRequest, LambdaCall, Task> handler)
    {
        var request = _json.Contract<TRequest>();
        return async call =>
        {
            await handler(Read(call, request), call).ConfigureAwait(false);
            return Null;
        };
    }

    public LambdaHandler Adapt<TRequest, TResponse>(Func<TRequest, Task<TResponse>> handler) => Adapt<TRequest, TResponse>((request, _) => handler(request));

    public LambdaHandler Adapt<TRequest, TResponse>(Func<TRequest, LambdaCall, TResponse> handler) =>
        Adapt<TRequest, TResponse>((request, call) => Task.FromResult(handler(request, call)));

    public LambdaHandler Adapt<TRequest, TResponse>(Func<TRequest, TResponse> handler) => Adapt<TRequest, TResponse>((request, _) => Task.FromResult(handler(request)));

    public LambdaHandler Adapt<TRequest>(Func<TRequest, Task> handler) => Adapt<TRequest>((request, _) => handler(request));

    public LambdaHandler Adapt<TRequest>(Action<TRequest, LambdaCall> handler) => Adapt<TRequest>((request, call) =>
    {
        handler(request, call);
        return Task.CompletedTask;
    });

    public LambdaHandler Adapt<TRequest>(Action<TRequest> handler) => Adapt<TRequest>((request, _) =>
    {
        handler(request);
        return Task.CompletedTask;
    });

    public static LambdaHandler AdaptAny(Func<JsonElement, LambdaCall, Task<JsonElement?>> handler) =>
        async call => await handler(call.Payload, call).ConfigureAwait(false) is { } answer ? Raw(answer) : Null;

    /// <summary>For a method found by reflection: its types are known at run time only.</summary>
    public Func<LambdaCall, object?> Reader(Type type)
    {
        var contract = _json.Contract(type);
        return call => type == typeof(JsonElement) ? call.Payload : JsonSerializer.Deserialize(call.PayloadBytes.Span, contract);
    }

    public ReadOnlyMemory<byte> Write(object? value, Type type) => value is JsonElement element ? Raw(element) : JsonSerializer.SerializeToUtf8Bytes(value, _json.Contract(type));

    private static T Read<T>(LambdaCall call, JsonTypeInfo<T> contract) =>
        typeof(T) == typeof(JsonElement) ? (T)(object)call.Payload : JsonSerializer.Deserialize(call.PayloadBytes.Span, contract)!;

    /// <summary>An element goes out as it came in, not written anew.</summary>
    private static ReadOnlyMemory<byte> Raw(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? Null : AnyJson.Raw(element);
}
