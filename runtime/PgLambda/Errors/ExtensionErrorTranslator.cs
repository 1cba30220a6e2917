using Npgsql;

namespace PgLambda;

/// <summary>
/// Turns the extension's two errors into exceptions. AWS gives no SQLSTATE for them, so message and DETAIL decide.
/// </summary>
internal static class ExtensionErrorTranslator
{
    private const string HowToShowDetail =
        " PostgreSQL's DETAIL, which names the cause, was withheld by Npgsql: add \"Include Error Detail=true\" to the connection string to see it (it may hold data from the payload).";

    /// <returns>The exception, or null where the error is none of the two.</returns>
    public static LambdaException? Translate(PostgresException error, FailedCall call) =>
        Is(error, ExtensionErrors.FunctionFailed) ? FunctionError(error, call)
        : Is(error, ExtensionErrors.InvokeFailed) ? InvokeError(error, call)
        : null;

    private static bool Is(PostgresException error, string message) => error.MessageText.Contains(message, StringComparison.OrdinalIgnoreCase);

    // Npgsql replaces the DETAIL by a text of its own unless the connection string asks for it.
    private static bool IsRedacted(PostgresException error) => error.Detail?.StartsWith("Detail redacted", StringComparison.Ordinal) == true;

    private static LambdaException FunctionError(PostgresException error, FailedCall call)
    {
        var redacted = IsRedacted(error);
        var detail = redacted || error.Detail is null ? default : ErrorDetail.ReadFunctionError(error.Detail);
        if (detail.Arn is not null && IsAnotherFunction(detail.Arn, call.Target))
            return OfAnotherCall(error, call, detail.Arn);
        var what = detail.ErrorMessage is { } text
            ? $": {(detail.ErrorType is { } type ? type + ": " : "")}{text}"
            : string.IsNullOrEmpty(detail.RawDetails) ? "" : ": " + Sentences.Shorten(detail.RawDetails);
        var kind = detail.Kind == LambdaErrorKind.Unknown ? "" : $" ({detail.Kind})";
        return new LambdaFunctionException($"{call.Shown} ran and failed{kind}{Sentences.End(what)} What it did before is not undone.{(redacted ? HowToShowDetail : "")}", error)
        {
            DetailRedacted = redacted,
            ErrorKind = detail.Kind,
            ErrorType = detail.ErrorType,
            ErrorMessage = detail.ErrorMessage,
            StackTraceLines = detail.StackTrace ?? [],
            FunctionArn = detail.Arn,
            RawDetails = detail.RawDetails,
        }.About(call, error);
    }

    // An ARN that cannot be read says nothing against this call; one that can, and names another function, does.
    private static bool IsAnotherFunction(string arn, LambdaTarget target) =>
        LambdaFunctionName.TryParse(arn, out var named, out _)
        && (named.Name != target.Name.Name
            || named.Account is not null && target.Name.Account is not null && named.Account != target.Name.Account
            || named.Region is not null && target.EffectiveRegion is not null && named.Region != target.EffectiveRegion);

    // Where the accounts differ alone, the message, which names none, has to say so.
    private static LambdaDatabaseException OfAnotherCall(PostgresException error, FailedCall call, string arn) =>
        new LambdaDatabaseException(
            $"{call.Shown} got an error that is about another function, '{arn}'{(LambdaFunctionName.Parse(arn).Name == call.Target.Name.Name ? ", in another account or region" : "")}. Somebody's connections or statements are mixed up, by a pooler or a proxy in between: "
            + "whether this function ran is not known, and neither is whose calls succeed.", error).About(call, error);

    private static LambdaInvokeException InvokeError(PostgresException error, FailedCall call)
    {
        var redacted = IsRedacted(error);
        var said = redacted || error.Detail is null ? null : ErrorDetail.ReadClientText(error.Detail);
        var reason = said is null ? LambdaInvokeFailure.Unknown : InvokeFailureTexts.Classify(said);
        var advice = InvokeFailureTexts.Advice(reason, call);
        var message = $"{call.Shown} could not be called{Sentences.End(said is null ? "" : ": " + Sentences.Shorten(said))} {advice}{(redacted ? HowToShowDetail : "")}";
        return new LambdaInvokeException(message, error)
        {
            DetailRedacted = redacted,
            Reason = reason,
            RawDetails = said,
        }.About(call, error);
    }
}
