using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>The JSON in which Lambda wraps an error of a function.</summary>
internal static class FunctionErrorJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Exception error) => error is WrittenErrorException written ? Of(written.Message, written.ErrorType, stackTrace: null) : Of(ErrorText.MessageOf(error), error.GetType().Name,
        ErrorText.StackOf(error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public static string Of(string message, string type, IEnumerable<string>? stackTrace)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Readable))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage", message);
            json.WriteString("errorType", type);
            if (stackTrace is not null)
            {
                json.WriteStartArray("stackTrace");
                foreach (var line in stackTrace)
                    json.WriteStringValue(line);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}
