using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda;

/// <summary>Writes payloads and reads answers by the serializer options of one client, which hold everywhere.</summary>
internal sealed class ClientSerializer
{
    private readonly JsonSerializerOptions _options;
    private readonly ParameterContract _noParameters;
    private readonly ConcurrentDictionary<Type, bool> _readable = new();
    private readonly ConcurrentDictionary<Type, JsonTypeInfo> _documents = new();

    public ClientSerializer(JsonSerializerOptions options)
    {
        _options = DefaultSerializerOptions.WithResolver(options);
        _noParameters = new ParameterContract(_options);
    }

    /// <summary>A list of parameters, which has none yet.</summary>
    public ParameterList Parameters() => new(_noParameters);

    /// <summary>Writes a list of parameters, as a record with those properties would be.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for a parameter's type, or it cannot be written.</exception>
    /// <exception cref="JsonException">A value cannot be written; the exception says where.</exception>
    public ReadOnlyMemory<byte> Write(ParameterList parameters) => Write(parameters, parameters.Contract.TypeInfo);

    /// <summary>Writes one value. Text that is JSON already passes as it is.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or it cannot be written.</exception>
    /// <exception cref="JsonException">The value cannot be written; the exception says where.</exception>
    public ReadOnlyMemory<byte> Write<T>(T value) => value switch
    {
        RawJson raw => raw.Utf8,
        _ when Documents.Is(value) => Write(value, _documents.GetOrAdd(typeof(T), static (_, options) => Documents.Contract<T>(options), _options)),
        _ => Write(value, Contracts.Find<T>(_options)),
    };

    /// <summary>Writes a value by the contract of the type that it has.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or it cannot be written.</exception>
    /// <exception cref="JsonException">The value cannot be written; the exception says where.</exception>
    public ReadOnlyMemory<byte> WriteAsItIs(object value) => Documents.Is(value) ? Write(value) : Write(value, Contracts.Find(_options, value.GetType()));

    /// <summary>Makes sure, before anything is sent, that an answer could be read as this type.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or one that cannot read.</exception>
    public void CheckReadable<T>()
    {
        if (!Documents.IsType<T>() && !_readable.ContainsKey(typeof(T)))
        {
            Probe(Contracts.Find<T>(_options));
            _readable.TryAdd(typeof(T), true);
        }
    }

    /// <summary>Reads an answer. What JSON null means is the contract's to say.</summary>
    /// <exception cref="JsonException">The text does not fit the type.</exception>
    public T? Read<T>(ReadOnlyMemory<byte> utf8)
    {
        // Nullable<RawJson> and the like need no contract either; null is their own.
        if (default(T) is null && typeof(T).IsValueType && Documents.IsType<T>() && utf8.Span.Trim(" \t\r\n"u8).SequenceEqual("null"u8))
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
        return JsonSerializer.Deserialize(utf8.Span, Contracts.Find<T>(_options));
    }

    private JsonDocumentOptions DocumentOptions => new() { MaxDepth = _options.MaxDepth };

    private JsonElement ReadElement(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, DocumentOptions);
        return document.RootElement.Clone();
    }

    private ReadOnlyMemory<byte> Write(object? value, JsonTypeInfo contract)
    {
        byte[] json;
        try
        {
            json = JsonSerializer.SerializeToUtf8Bytes(value, contract);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or NotSupportedException))
        {
            // Where the serializer itself says where, it has the names of C#.
            WriteStrictly(value, contract);
            throw;
        }
        if (SurrogateCheck.IsNeeded(json))
            WriteStrictly(value, contract);
        return json;
    }

    // Writes it once more, for the place of what cannot be written and for nothing else.
    private void WriteStrictly(object? value, JsonTypeInfo contract)
    {
        var written = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(written, new JsonWriterOptions { Encoder = SurrogateCheck.Strict(_options.Encoder), MaxDepth = _options.MaxDepth });
            JsonSerializer.Serialize(writer, value, contract);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or NotSupportedException))
        {
            throw JsonPath.WithPath(exception, written.WrittenSpan);
        }
    }

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
            throw new NotSupportedException($"The serializer can write {Contracts.Name(typeof(T))}, but not read it ({exception.Message}). Return a type that it can make, or {Contracts.WhatToGive(typeof(T))}", exception);
        }
    }
}
