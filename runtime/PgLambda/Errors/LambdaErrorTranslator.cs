using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>
/// Turns PostgreSQL's errors into <see cref="LambdaException"/>s. AWS gives no SQLSTATE for its own two errors, so message and DETAIL decide;
/// PostgreSQL's messages are translated on some servers, so its own errors are told by state and by the names they hold.
/// </summary>
internal static class LambdaErrorTranslator
{
    private const string FailedToInvoke = "invoke API failed";
    private const string FunctionFailed = "lambda invocation failed";

    /// <returns>The typed exception, or null where the error is not about the call: it is then thrown as it is.</returns>
    public static LambdaException? Translate(NpgsqlException exception, LambdaOperation operation, string? role)
    {
        if (exception is not PostgresException error)
        {
            return exception.InnerException is TimeoutException ? TimedOut(exception, operation, "the command time-out") : null;
        }
        if (Is(error, FunctionFailed))
            return FunctionError(error, operation);
        if (Is(error, FailedToInvoke))
            return InvokeError(error, operation);
        return error.SqlState switch
        {
            PostgresErrorCodes.InsufficientPrivilege when Names(error) => PermissionError(error, operation, role),
            PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction when Names(error) => ExtensionMissing(error, operation),
            PostgresErrorCodes.FeatureNotSupported when error.MessageText.Contains("\"aws_lambda\"", StringComparison.Ordinal) => ExtensionMissing(error, operation),
            PostgresErrorCodes.QueryCanceled => TimedOut(error, operation, "PostgreSQL"),
            _ => null,
        };
    }

    private static bool Is(PostgresException error, string message) => error.MessageText.Contains(message, StringComparison.OrdinalIgnoreCase);

    private static bool Names(PostgresException error) =>
        error.MessageText.Contains("aws_lambda", StringComparison.Ordinal)
        || error.MessageText.Contains("aws_commons", StringComparison.Ordinal)
        || IsFunction(error, "invoke")
        || IsFunction(error, "create_lambda_function_arn");

    // "permission denied for function invoke": the name alone, without schema.
    private static bool IsFunction(PostgresException error, string name) =>
        error.MessageText.EndsWith(" " + name, StringComparison.Ordinal) || error.MessageText.Contains($" {name} ", StringComparison.Ordinal);

    // Npgsql 10 replaces the DETAIL by a text of its own unless the connection string asks for it.
    private static bool IsRedacted(PostgresException error) => error.Detail?.StartsWith("Detail redacted", StringComparison.Ordinal) == true;

    private const string HowToShowDetail =
        " PostgreSQL's DETAIL, which names the cause, was withheld by Npgsql: add \"Include Error Detail=true\" to the connection string to see it (it may hold data from the payload).";

    private static LambdaFunctionException FunctionError(PostgresException error, LambdaOperation operation)
    {
        var redacted = IsRedacted(error);
        var detail = redacted || error.Detail is null ? default : ErrorDetail.ReadFunctionError(error.Detail);
        var what = detail.ErrorMessage is { } text
            ? $": {(detail.ErrorType is { } type ? type + ": " : "")}{text}"
            : string.IsNullOrEmpty(detail.RawDetails) ? "" : ": " + Shorten(detail.RawDetails);
        var kind = detail.Kind == LambdaErrorKind.Unknown ? "" : $" ({detail.Kind})";
        return new LambdaFunctionException($"{operation.Shown} ran and failed{kind}{End(what)} What it did before is not undone.{(redacted ? HowToShowDetail : "")}", error)
        {
            Function = operation.Function,
            Qualifier = operation.Qualifier,
            SqlState = error.SqlState,
            FunctionState = FunctionState.Ran,
            DetailRedacted = redacted,
            ErrorKind = detail.Kind,
            ErrorType = detail.ErrorType,
            ErrorMessage = detail.ErrorMessage,
            StackTraceLines = detail.StackTrace ?? [],
            FunctionArn = detail.Arn,
            RawDetails = detail.RawDetails,
        };
    }

    private static LambdaInvokeException InvokeError(PostgresException error, LambdaOperation operation)
    {
        var redacted = IsRedacted(error);
        var said = redacted || error.Detail is null ? null : ErrorDetail.ReadClientText(error.Detail);
        var reason = said is null ? LambdaInvokeFailure.Unknown : InvokeFailures.Classify(said);
        var (state, transient, advice) = InvokeFailures.Describe(reason, operation);
        var message = $"{operation.Shown} could not be called{End(said is null ? "" : ": " + Shorten(said))} {advice}{(redacted ? HowToShowDetail : "")}";
        return new LambdaInvokeException(message, error)
        {
            Function = operation.Function,
            Qualifier = operation.Qualifier,
            SqlState = error.SqlState,
            FunctionState = state,
            IsTransient = transient,
            DetailRedacted = redacted,
            Reason = reason,
            RawDetails = said,
        };
    }

    private static LambdaPermissionException PermissionError(PostgresException error, LambdaOperation operation, string? role)
    {
        var schema = error.MessageText.Contains("aws_commons", StringComparison.Ordinal) || IsFunction(error, "create_lambda_function_arn") ? "aws_commons" : "aws_lambda";
        var grantee = role is null ? "<role>" : '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        var grant = $"GRANT USAGE ON SCHEMA {schema} TO {grantee}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {grantee};";
        return new LambdaPermissionException(
            $"{operation.Shown} was not called: {error.MessageText}. The function did not run. As rds_superuser, run: {grant}", error)
        {
            Function = operation.Function,
            Qualifier = operation.Qualifier,
            SqlState = error.SqlState,
            FunctionState = FunctionState.NotRun,
            GrantSql = grant,
        };
    }

    private static LambdaExtensionMissingException ExtensionMissing(PostgresException error, LambdaOperation operation)
    {
        var undefined = error.SqlState == PostgresErrorCodes.UndefinedFunction ? " (or updates it: the installed one lacks this signature)" : "";
        return new LambdaExtensionMissingException(
            $"{operation.Shown} was not called: {error.MessageText}. The function did not run. This database lacks the aws_lambda extension; as rds_superuser, run in it: CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;{undefined}", error)
        {
            Function = operation.Function,
            Qualifier = operation.Qualifier,
            SqlState = error.SqlState,
            FunctionState = FunctionState.NotRun,
        };
    }

    private static LambdaTimeoutException TimedOut(NpgsqlException error, LambdaOperation operation, string by) =>
        new($"{operation.Shown} gave no answer before {by} ended the call{End(error is PostgresException p ? ": " + p.MessageText : "")} The function may have run, or may still be running. "
            + "Before calling again, make sure that a second run does no harm; a longer limit needs aws_lambda.request_timeout_ms (3000 ms by default), statement_timeout and the command time-out alike.", error)
        {
            Function = operation.Function,
            Qualifier = operation.Qualifier,
            SqlState = (error as PostgresException)?.SqlState,
            IsTransient = true,
        };

    private static string End(string sentence) => sentence.EndsWith('.') || sentence.EndsWith('!') || sentence.EndsWith('?') ? sentence : sentence + ".";

    private static string Shorten(string text) => text.Length <= 500 ? text : text[..500] + "…";
}
