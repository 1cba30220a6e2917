using System.Globalization;

namespace PgLambda.Testing;

/// <summary>Writes what SQL gets: answers, and the errors of the extension, word for word where AWS has published them.</summary>
internal sealed class InvokeReplies(StandInGuesses guesses, string region, string account)
{
    public InvokeReply Unreachable => Api("Unable to connect to endpoint");

    public InvokeReply Throttled => Api("Rate Exceeded.");

    public InvokeReply TooLarge => Api("Request must be smaller than 6291456 bytes for the InvokeFunction operation");

    public InvokeReply Accepted => WithoutAnswer(202, guesses.EventExecutedVersion);

    public InvokeReply DryRun => WithoutAnswer(204, guesses.DryRunExecutedVersion);

    private string ClientName => guesses.ClientName ?? (FunctionReference.PartitionOf(region) == "aws-cn" ? "Amazon Lambda client" : "AWS Lambda client");

    /// <summary>The answer of a function; or an error, when it is no JSON and the guesses have a message for that.</summary>
    public InvokeReply Answer(RecordedCall call, int status, ReadOnlyMemory<byte>? payload, string? version, string? log)
    {
        if (payload is { } json)
        {
            if (guesses.InvalidResponse is { } message && !AnyJson.IsOne(json.Span))
                return Guessed(message, call.FunctionArn);
            // PostgreSQL says itself what is no JSON, but takes the bytes of a text as they are: what is none would get into tables, and their dumps could not be restored.
            if (!AnyJson.IsText(json.Span))
                return new InvokeReply { Error = "invalid input syntax for type json", Detail = "The answer of the function is not valid UTF-8, or holds a zero byte.", ErrorCode = "22P02" };
        }
        return new InvokeReply { StatusCode = status, Payload = payload, ExecutedVersion = version, LogResult = call.LogType == LocalLogType.Tail ? log : null };
    }

    public InvokeReply WithoutAnswer(int status, string? version) =>
        new() { StatusCode = status, Payload = Utf8.OrNull(guesses.PayloadWithoutAnswer), ExecutedVersion = version };

    public InvokeReply NotFound(RecordedCall call) => Api("Function not found: " + Qualified(call));

    public InvokeReply AccessDenied(RecordedCall call) => Api(
        $"User: arn:{FunctionReference.PartitionOf(region)}:sts::{account}:assumed-role/pglambda/local is not authorized to perform: lambda:InvokeFunction"
        + $" on resource: {Qualified(call)} {guesses.AccessDeniedReason}");

    public InvokeReply EventTooLarge(int bytes, int limit) => Api(string.Create(CultureInfo.InvariantCulture,
        $"{bytes} byte payload is too large for the Event invocation type (limit {limit} bytes)"));

    public InvokeReply Api(string message) => Error("invoke API failed", Returned(message));

    /// <summary>The DETAIL of <c>invoke API failed</c>.</summary>
    public string Returned(string message) => $"{ClientName} returned '{message}'.";

    public InvokeReply FunctionError(RecordedCall call, string kind, string details) => Error(
        "lambda invocation failed", $"\"{(guesses.QualifyArnInErrors ? Qualified(call) : call.FunctionArn)}\" returned error \"{kind}\", details: \"{details}\".");

    /// <summary>The stand-in's own failure, which is neither the function's nor the network's.</summary>
    public static InvokeReply OwnFailure(Exception error) => new()
    {
        Error = "the aws_lambda stand-in failed",
        Detail = ErrorText.Of(error),
        ErrorCode = "P0001",
    };

    /// <summary>The text form of the composite where only the composite itself is taken.</summary>
    public InvokeReply CompositeAsText(string text) => Guessed(guesses.InvalidFunctionName, text) with
    {
        Hint = "This is the text of a composite: cast it, '…'::aws_commons._lambda_function_arn_1.",
    };

    /// <summary>An error of which not even the message is known.</summary>
    public InvokeReply Guessed(string format, params string?[] values) => Error(StandInGuesses.Fill(format, values), null);

    private static string Qualified(RecordedCall call) => call.Qualifier is null ? call.FunctionArn : $"{call.FunctionArn}:{call.Qualifier}";

    private InvokeReply Error(string message, string? detail) => new() { Error = message, Detail = detail, ErrorCode = guesses.ErrorCode };
}
