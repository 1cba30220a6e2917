using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>JSON as PostgreSQL takes it, which has no limit of 64 levels.</summary>
internal static class AnyJson
{
    /// <summary>Deeper than PostgreSQL's own stack reaches, and no promise: reading and writing a <see cref="JsonElement"/> takes no stack.</summary>
    public const int MaxDepth = 1_000_000;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = MaxDepth };

    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, Deep);
        return document.RootElement.Clone();
    }

    /// <summary>The JSON of an element as it came, not written anew.</summary>
    public static byte[] Raw(JsonElement element) =>
#if NET9_0_OR_GREATER
        System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element).ToArray();
#else
        System.Text.Encoding.UTF8.GetBytes(element.GetRawText());
#endif

    /// <summary>Whether the bytes are one JSON value.</summary>
    public static bool IsOne(ReadOnlySpan<byte> text)
    {
        if (!IsText(text))
            return false;
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether PostgreSQL can hold the bytes at all: UTF-8 without a zero.</summary>
    public static bool IsText(ReadOnlySpan<byte> text) => System.Text.Unicode.Utf8.IsValid(text) && !text.Contains((byte)0);
}
