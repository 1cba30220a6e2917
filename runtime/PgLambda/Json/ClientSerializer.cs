using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda;

/// <summary>Writes payloads and reads answers by the serializer options of one client, which hold everywhere.</summary>
internal sealed class ClientSerializer(JsonSerializerOptions options)
{
    private readonly JsonSerializerOptions _options = DefaultSerializerOptions.WithResolver(options);
    private readonly ConcurrentDictionary<Type, bool> _readable = new();

    /// <summary>How JSON is written: escaping and depth as the options say, and no white space that they do not ask for.</summary>
    public JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = options.Encoder,
        Indented = options.WriteIndented,
        MaxDepth = options.MaxDepth,
    };

    /// <summary>The JSON name of a parameter, as if it were a property.</summary>
    public string PropertyName(string parameter) => _options.PropertyNamingPolicy?.ConvertName(parameter) ?? parameter;

    /// <summary>A property's name in quotes, escaped as the options say.</summary>
    public byte[] EncodeName(string name) => [(byte)'"', .. JsonEncodedText.Encode(name, _options.Encoder).EncodedUtf8Bytes, (byte)'"'];

    /// <summary>Whether the options leave a property of this value out.</summary>
    public bool IsLeftOut<T>(T value) => _options.DefaultIgnoreCondition switch
    {
        JsonIgnoreCondition.WhenWritingNull => value is null,
        JsonIgnoreCondition.WhenWritingDefault => EqualityComparer<T>.Default.Equals(value, default),
        _ => false,
    };

    /// <summary>Writes one value. Text that is JSON already passes as it is.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or it cannot be written.</exception>
    /// <exception cref="JsonException">The value cannot be written.</exception>
    public void Write<T>(Utf8JsonWriter writer, T value)
    {
        switch (value)
        {
            case null when IsDocument<T>():
            // default(JsonElement) has no value to write; JSON null is what it stands for.
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                writer.WriteNullValue();
                break;
            case RawJson raw:
                writer.WriteRawValue(raw.Utf8.Span, skipInputValidation: true);
                break;
            case JsonElement element:
                WriteText(writer, element);
                break;
            case JsonDocument document:
                WriteText(writer, document.RootElement);
                break;
            case JsonNode node:
                node.WriteTo(writer, _options);
                break;
            default:
                JsonSerializer.Serialize(writer, value, Contract<T>());
                break;
        }
    }

    /// <summary>Writes a value by the contract of the type that it has.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or it cannot be written.</exception>
    /// <exception cref="JsonException">The value cannot be written.</exception>
    public void WriteAsItIs(Utf8JsonWriter writer, object value)
    {
        if (IsDocument(value.GetType()))
            Write(writer, value);
        else if (_options.TryGetTypeInfo(value.GetType(), out var contract))
            JsonSerializer.Serialize(writer, value, contract);
        else
            throw NoContract(value.GetType());
    }

    /// <summary>Makes sure, before anything is sent, that an answer could be read as this type.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or one that cannot read.</exception>
    public void CheckReadable<T>()
    {
        if (!IsDocument<T>() && !_readable.ContainsKey(typeof(T)))
        {
            Probe(Contract<T>());
            _readable.TryAdd(typeof(T), true);
        }
    }

    /// <summary>Reads an answer. What JSON null means is the contract's to say.</summary>
    /// <exception cref="JsonException">The text does not fit the type.</exception>
    public T? Read<T>(ReadOnlyMemory<byte> utf8)
    {
        // Nullable<RawJson> and the like need no contract either; null is their own.
        if (default(T) is null && typeof(T).IsValueType && IsDocument<T>() && utf8.Span.Trim(" \t\r\n"u8).SequenceEqual("null"u8))
            return default;
        if (typeof(T) == typeof(RawJson) || typeof(T) == typeof(RawJson?))
            return (T)(object)RawJson.FromServer(utf8);
        if (typeof(T) == typeof(JsonElement) || typeof(T) == typeof(JsonElement?))
            return (T)(object)ReadElement(utf8);
        if (typeof(T) == typeof(JsonDocument))
            return (T)(object)JsonDocument.Parse(utf8, DocumentOptions);
        if (typeof(JsonNode).IsAssignableFrom(typeof(T)))
        {
            var node = JsonNode.Parse(utf8.Span, new JsonNodeOptions { PropertyNameCaseInsensitive = _options.PropertyNameCaseInsensitive }, DocumentOptions);
            return node is null ? default : node is T fits ? fits : throw new JsonException($"The JSON is not a {typeof(T).Name}.");
        }
        return JsonSerializer.Deserialize(utf8.Span, Contract<T>());
    }

    private JsonDocumentOptions DocumentOptions => new() { MaxDepth = _options.MaxDepth };

    private JsonElement ReadElement(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, DocumentOptions);
        return document.RootElement.Clone();
    }

    private static void WriteText(Utf8JsonWriter writer, JsonElement element)
    {
#if NET9_0_OR_GREATER
        writer.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
#else
        writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
#endif
    }

    // These need no contract, and so no JsonSerializerContext under Native AOT.
    private static bool IsDocument<T>() => IsDocument(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));

    private static bool IsDocument(Type type) =>
         type == typeof(RawJson) || type == typeof(JsonElement) || type == typeof(JsonDocument) || typeof(JsonNode).IsAssignableFrom(type);

    private JsonTypeInfo<T> Contract<T>()
    {
        if (_options.TryGetTypeInfo(typeof(T), out var contract))
            return (JsonTypeInfo<T>)contract;
        throw NoContract(typeof(T));
    }

    private static NotSupportedException NoContract(Type type) => new($"The serializer options have no contract for {Name(type)}: {WhatToGive(type)}");

    // The beginning of an object or array is enough for the serializer to say that it could never make one, and too little for it to make one:
    // what it misses then is a JsonException. Where the contract says how it creates the object, nothing needs to be asked.
    private static void Probe<T>(JsonTypeInfo<T> contract)
    {
        if (contract.CreateObject is not null || contract.Kind == JsonTypeInfoKind.None)
            return;
        try
        {
            JsonSerializer.Deserialize(contract.Kind == JsonTypeInfoKind.Enumerable ? "["u8 : "{"u8, contract);
        }
        catch (JsonException)
        {
            // It would be read.
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            throw new NotSupportedException($"The serializer can write {Name(typeof(T))}, but not read it ({exception.Message}). Return a type that it can make, or {WhatToGive(typeof(T))}", exception);
        }
    }

    private static string WhatToGive(Type type) =>
        $"give LambdaClientOptions.SerializerOptions a TypeInfoResolver that knows it, such as a JsonSerializerContext with [JsonSerializable(typeof({Name(type)}))].";

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
