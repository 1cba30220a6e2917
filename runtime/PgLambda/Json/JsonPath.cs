using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PgLambda;

/// <summary>Where in a JSON text something went wrong, as the serializer writes it: <c>$.lines[2].sku</c>.</summary>
internal static class JsonPath
{
    // What is longer than this is read by nobody; what is kept of it shows how it begins and how it ends.
    private const int Longest = 160, Beginning = 100, End = 40;

    // As the serializer has it.
    private static readonly SearchValues<char> Special = SearchValues.Create(". '/\"[]()\t\n\r\f\b\\\u0085\u2028\u2029");

    /// <summary>The message of what the serializer threw, with the path where the message does not say it, and as much of it as can be read.</summary>
    public static string Describe(Exception exception) => exception is not JsonException { Path: { } path } ? exception.Message
        : exception.Message.Contains("Path: ", StringComparison.Ordinal) ? exception.Message.Replace(path, Shorten(path))
        : $"{exception.Message} Path: {Shorten(path)}.";

    /// <summary>The same for an item of an array: the serializer counts from the first that has not been handed out.</summary>
    /// <param name="exception">What the serializer threw.</param>
    /// <param name="handedOut">How many items have been.</param>
    public static string DescribeItem(Exception exception, long handedOut)
    {
        var description = Describe(exception);
        return exception is JsonException { Path: ['$', '[', ..] path } && path.IndexOf(']') is var end and > 0 && long.TryParse(path.AsSpan(2, end - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? description.Replace($"Path: {path[..end]}", $"Path: $[{index + handedOut}")
            : description;
    }

    /// <summary>The exception with the path as JSON has it: where the writer itself refuses a value the serializer adds none, and otherwise one with the names of C#.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="written">The text up to there.</param>
    public static JsonException WithPath(Exception exception, ReadOnlySpan<byte> written)
    {
        var path = OfEnd(written);
        var own = exception is JsonException { Path: { } serializers } ? $" Path: {serializers}." : null;
        // What the serializer says by itself has nothing inside but its own words once more.
        return own is not null && exception.Message.EndsWith(own, StringComparison.Ordinal)
            ? new JsonException($"{exception.Message[..^own.Length]} Path: {Shorten(path)}.", path, lineNumber: null, bytePositionInLine: null, exception.InnerException)
            : new JsonException($"{exception.Message} Path: {Shorten(path)}.", path, lineNumber: null, bytePositionInLine: null, exception);
    }

    private static string Shorten(string path)
    {
        if (path.Length <= Longest)
            return path;
        var beginning = path.LastIndexOfAny(['.', '['], Beginning);
        var end = path.IndexOf('.', path.Length - End);
        return $"{path[..beginning]}…{(end < 0 ? "" : path[end..])}";
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
                path.Append(level.Name.AsSpan().IndexOfAny(Special) < 0 ? $".{level.Name}" : $"['{level.Name}']");
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
