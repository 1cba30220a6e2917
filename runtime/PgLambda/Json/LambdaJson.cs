using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda.CompilerServices;

/// <summary>Writes payloads and reads answers for generated clients. Not meant to be called from other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaJson
{
    private readonly JsonSerializerOptions _options;

    /// <summary>Uses the serializer options of a client.</summary>
    public LambdaJson(LambdaClientOptions? options = null) => _options = (options ?? LambdaClientOptions.Default).SerializerOptions;

    internal static JsonSerializerOptions WebOptions { get; } = CreateWebOptions();

    /// <summary>The UTF-8 JSON of one value.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type.</exception>
    public byte[] Write<T>(T value)
    {
        if (value is RawJson raw)
            return raw.Utf8.ToArray();
        if (!IsDocument<T>())
            return JsonSerializer.SerializeToUtf8Bytes(value, Contract<T>());
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            WriteValue(writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The UTF-8 JSON of a client context, or null where there is none.</summary>
    public byte[]? WriteContext<T>(T value) => value is null ? null : Write(value);

    /// <summary>Begins a payload that is a JSON object with one property per parameter.</summary>
    public LambdaPayloadObject BeginObject() => new(this);

    /// <summary>The UTF-8 JSON of a payload without parameters: <c>{}</c>.</summary>
    public static byte[] EmptyObject { get; } = "{}"u8.ToArray();

    internal string PropertyName(string parameter) => _options.PropertyNamingPolicy?.ConvertName(parameter) ?? parameter;

    internal void WriteValue<T>(Utf8JsonWriter writer, T value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case RawJson raw: writer.WriteRawValue(raw.Utf8.Span, skipInputValidation: true); break;
            // default(JsonElement) has no value to write; JSON null is what it stands for.
            case JsonElement { ValueKind: JsonValueKind.Undefined }: writer.WriteNullValue(); break;
            case JsonElement element: element.WriteTo(writer); break;
            case JsonDocument document: document.WriteTo(writer); break;
            case JsonNode node: node.WriteTo(writer, _options); break;
            default: JsonSerializer.Serialize(writer, value, Contract<T>()); break;
        }
    }

    /// <exception cref="JsonException">The text does not fit the type.</exception>
    internal T? Read<T>(byte[] utf8)
    {
        if (typeof(T) == typeof(RawJson))
            return (T)(object)RawJson.FromServer(utf8);
        if (typeof(T) == typeof(JsonElement))
            return (T)(object)ReadElement(utf8);
        if (typeof(T) == typeof(JsonDocument))
            return (T)(object)JsonDocument.Parse(utf8);
        if (typeof(JsonNode).IsAssignableFrom(typeof(T)))
        {
            var node = JsonNode.Parse(utf8);
            return node is null ? default : node is T fits ? fits : throw new JsonException($"The JSON is not a {typeof(T).Name}.");
        }
        return JsonSerializer.Deserialize(utf8, Contract<T>());
    }

    private static JsonElement ReadElement(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return document.RootElement.Clone();
    }

    // These need no contract, and so no JsonSerializerContext under Native AOT.
    private static bool IsDocument<T>() =>
        typeof(T) == typeof(JsonElement) || typeof(T) == typeof(JsonElement?) || typeof(T) == typeof(JsonDocument)
        || typeof(T) == typeof(RawJson?) || typeof(JsonNode).IsAssignableFrom(typeof(T));

    private JsonTypeInfo<T> Contract<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only where reflection-based serialization is switched on, which trimmed and AOT-compiled applications switch off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
    private static JsonSerializerOptions CreateWebOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        if (JsonSerializer.IsReflectionEnabledByDefault)
            options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        else
            options.TypeInfoResolver = JsonTypeInfoResolver.Combine();
        options.MakeReadOnly();
        return options;
    }
}
