using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda;

/// <summary>Writes payloads and reads answers by the serializer options of one client, which hold everywhere.</summary>
internal sealed class ClientSerializer
{
    // What a writer that nobody uses writes to.
    private static readonly PooledBuffer Unused = new();

    private readonly JsonSerializerOptions _options;
    private readonly JsonWriterOptions _written;
    private readonly ParameterContract _noParameters;
    private readonly ConcurrentDictionary<Type, bool> _readable = new();

    // Kept for the next call, by whoever comes first.
    private Utf8JsonWriter? _writer;
    private readonly ConcurrentDictionary<Type, JsonTypeInfo> _documents = new();

    public ClientSerializer(JsonSerializerOptions options)
    {
        _options = DefaultSerializerOptions.WithResolver(options);
        _written = WriterOptions(_options);
        _noParameters = new ParameterContract(_options);
    }

    /// <summary>A list of parameters, which has none yet.</summary>
    public ParameterList Parameters() => new(_noParameters);

    /// <summary>Writes a list of parameters, as a record with those properties would be.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for a parameter's type, or it cannot be written.</exception>
    /// <exception cref="JsonException">A value cannot be written; the exception says where.</exception>
    public void Write(PooledBuffer target, ParameterList parameters) => Write(target, parameters, parameters.Contract.TypeInfo);

    /// <summary>Writes one value. Text that is JSON already passes as it is.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or it cannot be written.</exception>
    /// <exception cref="JsonException">The value cannot be written; the exception says where.</exception>
    public void Write<T>(PooledBuffer target, T value) => Write(target, value, ContractOf(value));

    /// <summary>The same, into an array of its own.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or it cannot be written.</exception>
    /// <exception cref="JsonException">The value cannot be written; the exception says where.</exception>
    public ReadOnlyMemory<byte> Write<T>(T value) => value is RawJson raw ? raw.Utf8 : WriteApart(value, ContractOf(value));

    /// <summary>Writes a value by the contract of the type that it has.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for the type, or it cannot be written.</exception>
    /// <exception cref="JsonException">The value cannot be written; the exception says where.</exception>
    public ReadOnlyMemory<byte> WriteAsItIs(object value) => Documents.Is(value) ? Write(value) : WriteApart(value, Contracts.Find(_options, value.GetType()));

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

    /// <summary>Reads an answer as it comes. What JSON null means is the contract's to say.</summary>
    /// <exception cref="JsonException">The text does not fit the type.</exception>
    public ValueTask<T?> ReadAsync<T>(Stream utf8, CancellationToken cancellationToken) => Documents.IsType<T>()
        ? ReadDocumentAsync<T>(utf8, cancellationToken)
        : JsonSerializer.DeserializeAsync(utf8, Contracts.Find<T>(_options), cancellationToken);

    /// <summary>Reads the items of an answer that is an array, each as soon as it is there.</summary>
    /// <exception cref="JsonException">The text is no array, or an item does not fit the type.</exception>
    public IAsyncEnumerable<T?> ReadItemsAsync<T>(Stream utf8, CancellationToken cancellationToken) => JsonSerializer.DeserializeAsyncEnumerable(
        utf8, Documents.IsType<T>() ? (JsonTypeInfo<T>)DocumentContract<T>() : Contracts.Find<T>(_options), cancellationToken);

    private async ValueTask<T?> ReadDocumentAsync<T>(Stream utf8, CancellationToken cancellationToken)
    {
        // Nullable<RawJson> and the like need no contract either; null is their own.
        var isNullable = default(T) is null && typeof(T).IsValueType;
        if (typeof(T) == typeof(RawJson) || typeof(T) == typeof(RawJson?))
        {
            var text = await ReadToEndAsync(utf8, cancellationToken).ConfigureAwait(false);
            return isNullable && text.AsSpan().Trim(" \t\r\n"u8).SequenceEqual("null"u8) ? default : (T)(object)RawJson.FromServer(text);
        }
        if (typeof(T) == typeof(JsonDocument))
            return (T)(object)await JsonDocument.ParseAsync(utf8, DocumentOptions, cancellationToken).ConfigureAwait(false);
        if (typeof(T) == typeof(JsonElement) || typeof(T) == typeof(JsonElement?))
        {
            using var document = await JsonDocument.ParseAsync(utf8, DocumentOptions, cancellationToken).ConfigureAwait(false);
            return isNullable && document.RootElement.ValueKind == JsonValueKind.Null ? default : (T)(object)document.RootElement.Clone();
        }
        return Documents.OfNode<T>(await JsonNode.ParseAsync(utf8, Documents.NodeOptions(_options), DocumentOptions, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<byte[]> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new PooledBuffer();
        try
        {
            while (await stream.ReadAsync(buffer.GetMemory(), cancellationToken).ConfigureAwait(false) is > 0 and var read)
                buffer.Advance(read);
            return buffer.Written.ToArray();
        }
        finally
        {
            buffer.Release();
        }
    }

    private JsonDocumentOptions DocumentOptions => new() { MaxDepth = _options.MaxDepth };

    private JsonTypeInfo ContractOf<T>(T value) => Documents.Is(value) ? DocumentContract<T>() : Contracts.Find<T>(_options);

    private JsonTypeInfo DocumentContract<T>() => _documents.GetOrAdd(typeof(T), static (_, options) => Documents.Contract<T>(options), _options);

    private byte[] WriteApart(object? value, JsonTypeInfo contract)
    {
        var buffer = new PooledBuffer();
        try
        {
            Write(buffer, value, contract);
            return buffer.Written.ToArray();
        }
        finally
        {
            buffer.Release();
        }
    }

    private void Write(PooledBuffer target, object? value, JsonTypeInfo contract)
    {
        try
        {
            var writer = Interlocked.Exchange(ref _writer, null);
            if (writer is null)
                writer = new Utf8JsonWriter(target, _written);
            else
                writer.Reset(target);
            JsonSerializer.Serialize(writer, value, contract);
            writer.Flush();
            // One that failed in the middle is not used again.
            writer.Reset(Unused);
            Volatile.Write(ref _writer, writer);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or NotSupportedException))
        {
            // Where the serializer itself says where, it has the names of C#.
            WriteStrictly(value, contract);
            throw;
        }
        if (SurrogateCheck.IsNeeded(target.Written.Span))
            WriteStrictly(value, contract);
    }

    // As the serializer has them where it makes its own writer.
    private static JsonWriterOptions WriterOptions(JsonSerializerOptions options) => new()
    {
        Encoder = options.Encoder,
        Indented = options.WriteIndented,
#if NET9_0_OR_GREATER
        IndentCharacter = options.IndentCharacter,
        IndentSize = options.IndentSize,
        NewLine = options.NewLine,
#endif
        MaxDepth = options.MaxDepth,
        SkipValidation = true,
    };

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
