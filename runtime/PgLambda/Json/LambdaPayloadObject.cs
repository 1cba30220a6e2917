using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace PgLambda.CompilerServices;

/// <summary>A payload made of several parameters, for generated clients. Not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LambdaPayloadObject
{
    private readonly LambdaJson _json;
    private readonly ArrayBufferWriter<byte> _buffer;
    private readonly Utf8JsonWriter _writer;

    internal LambdaPayloadObject(LambdaJson json)
    {
        _json = json;
        _buffer = new ArrayBufferWriter<byte>();
        _writer = new Utf8JsonWriter(_buffer);
        _writer.WriteStartObject();
    }

    /// <summary>Adds a parameter under its own name, through the naming policy.</summary>
    public LambdaPayloadObject Add<T>(string parameter, T value) => AddNamed(_json.PropertyName(parameter), value);

    /// <summary>Adds a parameter under a name that is used as it is.</summary>
    public LambdaPayloadObject AddNamed<T>(string name, T value)
    {
        _writer.WritePropertyName(name);
        _json.WriteValue(_writer, value);
        return this;
    }

    /// <summary>Ends the object and returns its UTF-8 JSON.</summary>
    public byte[] End()
    {
        _writer.WriteEndObject();
        _writer.Dispose();
        return _buffer.WrittenSpan.ToArray();
    }
}
