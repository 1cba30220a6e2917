using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>An error as a report has it.</summary>
internal sealed record ReportedError(string? SqlState, string? Message, string? Detail);

/// <summary>Reads the object that <c>docs/aws-facts.sql</c> prints. What is missing or null is unknown.</summary>
internal sealed class FactsReport(JsonElement report)
{
    /// <summary>Who "returned" an error, in its DETAIL.</summary>
    public string? ClientName => Error("notFound")?.Detail is { } detail && detail.IndexOf(" returned '", StringComparison.Ordinal) is > 0 and var end
        && detail[..end] is var name && name is not ("AWS Lambda client" or "Amazon Lambda client") ? name : null;

    /// <summary>What follows the resource in the text of a denied access.</summary>
    public string? AccessDeniedReason
    {
        get
        {
            const string Mark = "on resource: ";
            if (Said("notFound") is not { } said || said.IndexOf(Mark, StringComparison.Ordinal) is not (>= 0 and var start))
                return null;
            var rest = said[(start + Mark.Length)..];
            return rest.IndexOf(' ') is > 0 and var space ? rest[(space + 1)..] : null;
        }
    }

    public static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static string? Json(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;

    public bool? Flag(string name) => report.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    /// <summary>Whether a call was answered or refused: one that did not get through says nothing.</summary>
    public bool WasTried(string call) => Row(call) is not null || Error(call) is { } error && error.Detail?.Contains("Unable to connect to endpoint", StringComparison.Ordinal) != true;

    /// <summary>The row that a call gave; null when it failed or was not tried.</summary>
    public JsonElement? Row(string call) => Part(call, "row");

    public int? Status(string call) => Row(call) is { } row && row.TryGetProperty("status_code", out var status) && status.TryGetInt32(out var number) ? number : null;

    /// <summary>The error of the extension that a call ended with; null also where PostgreSQL itself did not let the role call.</summary>
    public ReportedError? Error(string call) => Part(call, "error") is { } error && Text(error, "sqlstate") is not ("42501" or "3F000" or "42883")
        ? new ReportedError(Text(error, "sqlstate"), Text(error, "message"), Text(error, "detail"))
        : null;

    /// <summary>The message of a refused call, with placeholders in the place of the values that were given.</summary>
    public string? Message(string call, params string[] values)
    {
        if (!WasTried(call) || Error(call)?.Message is not { } message)
            return null;
        for (var i = 0; i < values.Length; i++)
            message = message.Replace(values[i], "{" + i + "}", StringComparison.Ordinal);
        return message;
    }

    /// <summary>What Lambda said, inside <c>returned '…'</c>.</summary>
    public string? Said(string call)
    {
        const string Mark = " returned '";
        return WasTried(call) && Error(call)?.Detail is { } detail && detail.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var start && detail.EndsWith("'.", StringComparison.Ordinal)
            ? detail[(start + Mark.Length)..^2]
            : null;
    }

    private JsonElement? Call(string name) =>
        report.TryGetProperty("calls", out var calls) && calls.ValueKind == JsonValueKind.Object && calls.TryGetProperty(name, out var call) && call.ValueKind == JsonValueKind.Object ? call : null;

    private JsonElement? Part(string call, string part) =>
        Call(call) is { } found && found.TryGetProperty(part, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
