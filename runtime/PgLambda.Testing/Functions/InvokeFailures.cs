using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>The errors of the extension, word for word where AWS has published them.</summary>
internal sealed class InvokeFailures(StandInGuesses guesses, string region, string account)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public const int SynchronousLimit = 6_291_456;
    public const int AsynchronousLimit = 1_048_576;

    public InvokeReply Unreachable => Api("Unable to connect to endpoint");

    public InvokeReply Throttled => Api("Rate Exceeded.");

    public InvokeReply TooLarge => Api("Request must be smaller than 6291456 bytes for the InvokeFunction operation");

    public string ErrorCode => guesses.ErrorCode;

    public string ClientName => guesses.ClientName ?? (FunctionReference.PartitionOf(region) == "aws-cn" ? "Amazon Lambda client" : "AWS Lambda client");

    public InvokeReply NotFound(string arn) => Api("Function not found: " + arn);

    public InvokeReply AccessDenied(string arn) => Api(
        $"User: arn:{FunctionReference.PartitionOf(region)}:sts::{account}:assumed-role/pglambda/local is not authorized to perform: lambda:InvokeFunction"
        + $" on resource: {arn} {guesses.AccessDeniedReason}");

    public InvokeReply EventTooLarge(int bytes) => Api(string.Create(CultureInfo.InvariantCulture,
        $"{bytes} byte payload is too large for the Event invocation type (limit {AsynchronousLimit} bytes)"));

    public InvokeReply Api(string message) => Error("invoke API failed", Returned(message));

    /// <summary>The DETAIL of <c>invoke API failed</c>.</summary>
    public string Returned(string message) => $"{ClientName} returned '{message}'.";

    public InvokeReply OfFunction(string arn, string kind, string details) =>
        Error("lambda invocation failed", $"\"{arn}\" returned error \"{kind}\", details: \"{details}\".");

    /// <summary>An error of which not even the message is known.</summary>
    public InvokeReply Guessed(string format, params string?[] values) => Error(Fill(format, values), null);

    /// <summary>A text of the user's with values for <c>{0}</c> and <c>{1}</c>; any other brace in it is a brace.</summary>
    public static string Fill(string format, params string?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            format = format.Replace(string.Create(CultureInfo.InvariantCulture, $"{{{i}}}"), values[i], StringComparison.Ordinal);
        return format;
    }

    /// <summary>The error for an answer that is no JSON; null when it is, or when PostgreSQL is to find out by itself.</summary>
    public InvokeReply? OfInvalidResponse(string arn, ReadOnlySpan<byte> payload)
    {
        if (guesses.InvalidResponse is not { } message)
            return null;
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
            }
            return null;
        }
        catch (JsonException)
        {
            return Guessed(message, arn);
        }
    }

    /// <summary>The JSON in which Lambda wraps an error of a function.</summary>
    public static string Describe(string message, string type, IEnumerable<string>? stackTrace) => JsonSerializer.Serialize(
        stackTrace is null
            ? new Dictionary<string, object> { ["errorMessage"] = message, ["errorType"] = type }
            : new Dictionary<string, object> { ["errorMessage"] = message, ["errorType"] = type, ["stackTrace"] = stackTrace.ToArray() },
        Readable);

    public static string Describe(Exception error) => Describe(error.Message, error.GetType().Name,
        (error.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private InvokeReply Error(string message, string? detail) => new() { Error = message, Detail = detail, ErrorCode = guesses.ErrorCode };
}
