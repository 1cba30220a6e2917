using System.Text.Json;

namespace PgLambda;

/// <summary>Reads the two DETAIL texts of the extension. AWS publishes their form, not an escaping: whatever does not fit is left raw.</summary>
internal static class ErrorDetail
{
    /// <summary><c>"&lt;arn&gt;" returned error "&lt;kind&gt;", details: "&lt;details&gt;".</c>; the details may hold unescaped quotes, so they end at the last one.</summary>
    internal readonly record struct FunctionError(string? Arn, LambdaErrorKind Kind, string RawDetails, string? ErrorType, string? ErrorMessage, IReadOnlyList<string> StackTrace);

    public static FunctionError ReadFunctionError(string detail)
    {
        const string error = "\" returned error \"", details = "\", details: \"";
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
        const string returned = "Lambda client returned '";
        var at = detail.IndexOf(returned, StringComparison.Ordinal);
        if (at < 0)
            return detail;
        var text = detail[(at + returned.Length)..];
        var end = text.LastIndexOf('\'');
        return end < 0 ? text : text[..end];
    }

    private static (string? Type, string? Message, IReadOnlyList<string> Stack) ReadErrorJson(string raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return (null, null, []);
            return (Text(root, "errorType"), Text(root, "errorMessage"), Lines(root));
        }
        catch (JsonException)
        {
            // Not JSON, or cut short: RawDetails keeps it.
            return (null, null, []);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Node and Python send "stackTrace" or "trace" as an array; Java and .NET as an array or one text.
    private static string[] Lines(JsonElement root)
    {
        if (!root.TryGetProperty("stackTrace", out var stack) && !root.TryGetProperty("trace", out stack))
            return [];
        return stack.ValueKind switch
        {
            JsonValueKind.Array => [.. stack.EnumerateArray().Select(line => line.ValueKind == JsonValueKind.String ? line.GetString()! : line.GetRawText())],
            JsonValueKind.String => stack.GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            _ => [],
        };
    }
}
