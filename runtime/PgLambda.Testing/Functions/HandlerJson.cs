using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda.Testing;

/// <summary>The JSON contracts of handlers: those of the user's options, and behind them the ones that need no reflection, which a process may have switched off.</summary>
internal sealed class HandlerJson
{
    private readonly JsonSerializerOptions _options;

    public HandlerJson(JsonSerializerOptions options)
    {
        _options = new JsonSerializerOptions(options);
        // PostgreSQL has no limit of 64 levels. A type of the user's own that nests as deep as this takes some stack.
        if (_options.MaxDepth == 0)
            _options.MaxDepth = 4096;
        if (_options.TypeInfoResolver is not null || !JsonSerializer.IsReflectionEnabledByDefault)
            _options.TypeInfoResolverChain.Add(PlainJson.Default);
        _options.MakeReadOnly(populateMissingResolver: true);
    }

    /// <exception cref="InvalidOperationException">Neither the options nor reflection know the type.</exception>
    public JsonTypeInfo Contract(Type type) => _options.TryGetTypeInfo(type, out var contract) ? contract : throw new InvalidOperationException(
        $"A handler takes or returns {type}, and there is no JSON contract for it: System.Text.Json may not use reflection here, as in file-based programs and under Native AOT, "
        + "or LocalLambdaOptions.JsonOptions has a TypeInfoResolver that does not know the type. Give LocalLambdaOptions.JsonOptions a TypeInfoResolver that does, "
        + "for example a JsonSerializerContext with [JsonSerializable] for it; or let the handler take and return JsonElement.");

    public JsonTypeInfo<T> Contract<T>() => (JsonTypeInfo<T>)Contract(typeof(T));
}

/// <summary>JSON as it is, and the types that are one JSON value.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
internal sealed partial class PlainJson : JsonSerializerContext;
