using System.Text;
using System.Text.Json;

namespace PgLambda;

/// <summary>Where in a JSON text something went wrong, as the serializer writes it: <c>$.lines[2].sku</c>.</summary>
internal static class JsonPath
{
    /// <summary>The message of what the serializer threw, with the path where the message does not say it.</summary>
    public static string Describe(Exception exception) =>
        exception is JsonException { Path: { } path } && !exception.Message.Contains("Path: ", StringComparison.Ordinal) ? $"{exception.Message} Path: {path}." : exception.Message;

    /// <summary>The same exception, or one around it that has the path: the serializer adds none where the writer itself refuses a value.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="written">The text up to there.</param>
    public static Exception WithPath(Exception exception, ReadOnlySpan<byte> written)
    {
        // What cannot be supported has a path already, or is the whole value.
        if (exception is JsonException or NotSupportedException)
            return exception;
        var path = OfEnd(written);
        return new JsonException($"{exception.Message} Path: {path}.", path, lineNumber: null, bytePositionInLine: null, exception);
    }

    /// <summary>The path of what would come next, after a text that ends in the middle.</summary>
    private static string OfEnd(ReadOnlySpan<byte> written)
    {
        var levels = new Stack<Level>();
        var reader = new Utf8JsonReader(written, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        try
        {
            while (reader.Read())
                Note(levels, ref reader);
        }
        catch (JsonException)
        {
            // What a converter wrote need not be JSON; the path ends before it.
        }
        var path = new StringBuilder("$");
        foreach (var level in levels.Reverse())
        {
            if (level.Name is null)
                path.Append('[').Append(level.Count).Append(']');
            else if (level.Name.Length > 0)
                path.Append(level.Name.All(char.IsLetterOrDigit) ? $".{level.Name}" : $"['{level.Name}']");
        }
        return path.ToString();
    }

    private static void Note(Stack<Level> levels, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                levels.Push(new Level(""));
                return;
            case JsonTokenType.StartArray:
                levels.Push(new Level(null));
                return;
            case JsonTokenType.PropertyName:
                levels.Peek().Name = reader.GetString();
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.Pop();
                break;
            default:
                break;
        }
        if (levels.TryPeek(out var around))
            around.Count++;
    }

    // An array has no name; an object has that of the property which comes next.
    private sealed class Level(string? name)
    {
        public string? Name { get; set; } = name;

        public int Count { get; set; }
    }
}
