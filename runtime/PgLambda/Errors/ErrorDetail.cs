using System.Text;
using System.Text.Json;

namespace PgLambda;

/// <summary>Reads the two DETAIL texts of the extension. AWS publishes their form, not an escaping: whatever does not fit is left raw.</summary>
internal static class ErrorDetail
{
    /// <summary><c>"&lt;arn&gt;" returned error "&lt;kind&gt;", details: "&lt;details&gt;".</c>; the details may hold unescaped quotes, so they end at the last one.</summary>
    internal readonly record struct FunctionError(string? Arn, LambdaErrorKind Kind, string RawDetails, string? ErrorType, string? ErrorMessage, IReadOnlyList<string> StackTrace);

    public static FunctionError ReadFunctionError(string detail)
    {
        const string error = ExtensionErrors.ReturnedError, details = ExtensionErrors.Details;
        var kindAt = detail.IndexOf(error, StringComparison.Ordinal);
        var detailsAt = kindAt < 0 ? -1 : detail.IndexOf(details, kindAt, StringComparison.Ordinal);
        if (kindAt < 0 || detailsAt < 0)
            return new(null, LambdaErrorKind.Unknown, detail, null, null, []);

        var arn = detail.StartsWith('"') ? detail[1..kindAt] : detail[..kindAt];
        var kind = detail[(kindAt + error.Length)..detailsAt] switch
        {
            "Handled" => LambdaErrorKind.Handled,
            "Unhandled" => LambdaErrorKind.Unhandled,
            _ => LambdaErrorKind.Unknown,
        };
        var raw = detail[(detailsAt + details.Length)..];
        var end = raw.LastIndexOf('"');
        if (end >= 0 && raw[(end + 1)..] is "." or "")
            raw = raw[..end];
        var (type, message, stack) = ReadErrorJson(raw);
        return new(arn, kind, raw, type, message, stack);
    }

    /// <summary><c>AWS Lambda client returned '&lt;text&gt;'.</c>, or <c>Amazon Lambda client returned …</c> in China; other texts are returned whole.</summary>
    public static string ReadClientText(string detail)
    {
        const string returned = ExtensionErrors.ClientReturned;
        var at = detail.IndexOf(returned, StringComparison.Ordinal);
        if (at < 0)
            return detail;
        var text = detail[(at + returned.Length)..];
        var end = text.LastIndexOf('\'');
        return end < 0 ? text : text[..end];
    }

    // Read token by token: what stands before the first character that is not JSON, such as the backslash of a path, is known all the same.
    private static (string? Type, string? Message, IReadOnlyList<string> Stack) ReadErrorJson(string raw)
    {
        string? type = null, message = null;
        var stack = new List<string>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(raw));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return (null, null, []);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                // Node and Python send "stackTrace" or "trace" as an array; Java and .NET as an array or one text.
                if (name is "stackTrace" or "trace" && stack.Count == 0)
                    ReadLines(ref reader, stack);
                else if (name == "errorType" && reader.TokenType == JsonTokenType.String)
                    type = reader.GetString();
                else if (name == "errorMessage" && reader.TokenType == JsonTokenType.String)
                    message = reader.GetString();
                else
                    reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, cut short, or half of a character: RawDetails keeps it.
        }
        return (type, message, stack);
    }

    private static void ReadLines(ref Utf8JsonReader reader, List<string> lines)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            lines.AddRange(reader.GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                lines.Add(reader.GetString()!);
                continue;
            }
            using var line = JsonDocument.ParseValue(ref reader);
            lines.Add(line.RootElement.GetRawText());
        }
    }
}
