using System.Text.Json;
using System.Text.Unicode;

namespace PgLambda;

/// <summary>Looks at a text that PostgreSQL refused as JSON, or may have refused.</summary>
internal static class JsonText
{
    // Far below the depth at which a server's stack runs out, whatever its settings, and far above what is sent in earnest.
    private const int DeepestUnsuspected = 500;

    /// <summary>Whether the text is JSON that no server refuses; nothing counts as such.</summary>
    public static bool IsUnsuspected(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return true;
        if (!Utf8.IsValid(utf8))
            return false;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DeepestUnsuspected });
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
}
