using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PgLambda;

/// <summary>
/// JSON text that is sent or received as it is, without being bound to a type: white space, key order and duplicate keys are kept.
/// As a parameter it is the payload (or a part of it); as a result it is the function's answer. The default value is JSON <c>null</c>.
/// </summary>
[JsonConverter(typeof(Converter))]
public readonly struct RawJson : IEquatable<RawJson>
{
    private static readonly ReadOnlyMemory<byte> Null = "null"u8.ToArray();

    private readonly ReadOnlyMemory<byte> _utf8;

    private RawJson(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    /// <summary>The text, as UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8.IsEmpty ? Null : _utf8;

    /// <summary>Checks that the text is one JSON value, and keeps it.</summary>
    /// <exception cref="JsonException">The text is not JSON; the exception says where.</exception>
    public static RawJson Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Checks that the UTF-8 text is one JSON value, and keeps it; the memory must not be changed afterwards.</summary>
    /// <exception cref="JsonException">The text is not JSON; the exception says where.</exception>
    public static RawJson Parse(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span);
        while (reader.Read())
            reader.Skip();
        return new RawJson(utf8);
    }

    // What PostgreSQL returns from a json column has been checked by PostgreSQL.
    internal static RawJson FromServer(ReadOnlyMemory<byte> utf8) => new(utf8);

    /// <summary>The value that the reader stands at, as it is written.</summary>
    internal static RawJson Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
#if NET9_0_OR_GREATER
        return new RawJson(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
#else
        return new RawJson(Encoding.UTF8.GetBytes(document.RootElement.GetRawText()));
#endif
    }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Whether the texts are the same to the byte.</summary>
    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>Whether the texts are the same to the byte.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);

    internal sealed class Converter : JsonConverter<RawJson>
    {
        public override bool HandleNull => true;

        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => RawJson.Read(ref reader);

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
