using Npgsql;

namespace PgLambda;

/// <summary>
/// Turns whatever Npgsql throws on an open connection into a <see cref="LambdaException"/>. PostgreSQL's messages are translated on some servers, so its
/// own errors are told by state and by the names they hold.
/// </summary>
internal static class LambdaErrorTranslator
{
    public static LambdaException Translate(NpgsqlException exception, ErrorContext context) =>
        exception is PostgresException error ? Translate(error, context)
        : exception is NpgsqlOperationInProgressException ? InUse(exception, context.Call)
        : exception.InnerException is TimeoutException ? TimedOut(exception, context, LambdaTimeLimit.CommandTimeout)
        : ConnectionLost(exception, context);

    private static LambdaException Translate(PostgresException error, ErrorContext context) => ExtensionErrorTranslator.Translate(error, context.Call) ?? error.SqlState switch
    {
        _ when RefusesTimeout(error, context.Call) => TimeoutRefused(error, context.Call),
        PostgresErrorCodes.InsufficientPrivilege when Names(error) => PermissionError(error, context),
        PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction when Names(error) => ExtensionMissing(error, context.Call),
        PostgresErrorCodes.FeatureNotSupported when error.MessageText.Contains("\"aws_lambda\"", StringComparison.Ordinal) => ExtensionMissing(error, context.Call),
        PostgresErrorCodes.QueryCanceled => Cancelled(error, context),
        PostgresErrorCodes.InFailedSqlTransaction => TransactionFailed(error, context.Call),
        PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter
            or PostgresErrorCodes.StatementTooComplex => NotJson(error, context),
        // 08 connection exception, 57P operator intervention; a fatal error ends the session whatever its code.
        ['0', '8', ..] or ['5', '7', 'P', ..] => ConnectionLost(error, context),
        _ when error.InvariantSeverity is "FATAL" or "PANIC" => ConnectionLost(error, context),
        _ when LostStatement.Is(error) => Other(error, context, FunctionState.NotRun),
        _ => Other(error, context, StateAt(context.Stage)),
    };

    private static FunctionState StateAt(CallStage stage) => stage switch
    {
        CallStage.Preparing => FunctionState.NotRun,
        CallStage.Answered => FunctionState.Ran,
        _ => FunctionState.Unknown,
    };

    private static bool Names(PostgresException error) =>
        error.MessageText.Contains("aws_lambda", StringComparison.Ordinal)
        || error.MessageText.Contains("aws_commons", StringComparison.Ordinal)
        || IsFunction(error, "invoke")
        || IsFunction(error, "create_lambda_function_arn");

    // "permission denied for function invoke": the name alone, without schema.
    private static bool IsFunction(PostgresException error, string name) =>
        error.MessageText.EndsWith(" " + name, StringComparison.Ordinal) || error.MessageText.Contains($" {name} ", StringComparison.Ordinal);

    private static LambdaPermissionException PermissionError(PostgresException error, ErrorContext context)
    {
        var grantee = context.Role is null ? "<role>" : '"' + context.Role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        // PostgreSQL names the first that is missing; each call needs both schemas.
        var grant = $"{Grant("aws_lambda", grantee)} {Grant("aws_commons", grantee)}";
        var who = context.Role is null ? " (<role> is what SELECT current_user says before the call)" : "";
        return new LambdaPermissionException(
            $"{context.Call.Shown} was not called: {error.MessageText}. The function did not run. As rds_superuser, run: {grant}{who}", error)
        {
            GrantSql = grant,
        }.About(context.Call, error);
    }

    private static string Grant(string schema, string grantee) => $"GRANT USAGE ON SCHEMA {schema} TO {grantee}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {grantee};";

    private static LambdaExtensionMissingException ExtensionMissing(PostgresException error, FailedCall call)
    {
        var undefined = error.SqlState == PostgresErrorCodes.UndefinedFunction ? " (or updates it: the installed one lacks this signature)" : "";
        return new LambdaExtensionMissingException(
            $"{call.Shown} was not called: {error.MessageText}. The function did not run. This database lacks the aws_lambda extension; as rds_superuser, run in it: CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;{undefined}", error)
            .About(call, error);
    }

    // A token of the caller's never comes here, and neither does the command time-out. The text tells the other two apart; where the server speaks
    // another language, it does not.
    private static LambdaException Cancelled(PostgresException error, ErrorContext context)
    {
        if (error.MessageText.Contains("statement timeout", StringComparison.Ordinal))
            return TimedOut(error, context, LambdaTimeLimit.StatementTimeout);
        var by = error.MessageText.Contains("user request", StringComparison.Ordinal)
            ? "was cancelled by somebody else, with pg_cancel_backend or a cancel request: not by a token, and not by a time limit"
            : $"was cancelled by the server, by statement_timeout or by somebody else ({error.MessageText})";
        return new LambdaDatabaseException($"{context.Call.Shown} {by}. {FunctionStates.Sentence(StateAt(context.Stage))}", error)
        {
            FunctionState = StateAt(context.Stage),
        }.About(context.Call, error);
    }

    // The limit is set before the function is called; what is put back after it is what was read there.
    private static bool RefusesTimeout(PostgresException error, FailedCall call) =>
        call.TimeoutMilliseconds is not null
        && (error.SqlState is
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.CantChangeRuntimeParam
            or PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.InvalidName
            && error.MessageText.Contains(LambdaLimits.RequestTimeoutSetting, StringComparison.Ordinal)
            || RefusesSettings(error));

    // Whether a statement may call its functions is found out before it runs; what a function in it may not call comes with a context.
    private static bool RefusesSettings(PostgresException error) =>
        error.SqlState == PostgresErrorCodes.InsufficientPrivilege && string.IsNullOrEmpty(error.Where) && (IsFunction(error, "set_config") || IsFunction(error, "current_setting"));

    private static LambdaDatabaseException TimeoutRefused(PostgresException error, FailedCall call) =>
        new LambdaDatabaseException(
            $"{call.Shown} was not called: PostgreSQL refused its time-out of {call.TimeoutMilliseconds} ms: {Sentences.End(error.MessageText)} The function did not run. "
            + $"Leave TimeoutMilliseconds out, and set it in the role (ALTER ROLE … SET {LambdaLimits.RequestTimeoutSetting} = {call.TimeoutMilliseconds}) or in a database function that calls.", error)
        {
            FunctionState = FunctionState.NotRun,
        }.About(call, error);

    private static LambdaTimeoutException TimedOut(NpgsqlException error, ErrorContext context, LambdaTimeLimit limit)
    {
        var by = limit == LambdaTimeLimit.StatementTimeout ? "statement_timeout" : "the command time-out";
        var state = StateAt(context.Stage);
        var outcome = state switch
        {
            FunctionState.NotRun => "Nothing but the preparation of the statement was sent: the function did not run.",
            FunctionState.Ran => "The function ran, and the rest of its answer is lost.",
            _ => "The function may have run, or may still be running. Before calling again, make sure that a second run does no harm; a longer limit needs "
                + $"{context.Call.ShownTimeout}, statement_timeout and the command time-out alike.",
        };
        var until = state == FunctionState.Ran ? "had not given its whole answer" : "gave no answer";
        return new LambdaTimeoutException($"{context.Call.Shown} {until} before {by} ended the call{Sentences.End(error is PostgresException p ? ": " + p.MessageText : "")} {outcome}", error)
        {
            FunctionState = state,
            Limit = limit,
        }.About(context.Call, error);
    }

    private static LambdaDatabaseException TransactionFailed(PostgresException error, FailedCall call) =>
        new LambdaDatabaseException(
            $"{call.Shown} was not called: the transaction had failed before ({error.MessageText}). The function did not run. Roll back, and begin again; the first error is the one to look at.", error)
        {
            FunctionState = FunctionState.NotRun,
        }.About(call, error);

    // PostgreSQL parses two JSON texts in a call: what is sent, and what the function answers.
    private static LambdaException NotJson(PostgresException error, ErrorContext context)
    {
        var isOurs = error.Where?.Contains("portal parameter $", StringComparison.Ordinal) == true
            || !JsonText.IsUnsuspected(context.Payload.Span) || !JsonText.IsUnsuspected(context.Context.Span);
        if (isOurs || context.Stage == CallStage.Preparing)
            return SerializationErrors.Refused(context.Call, error);
        if (context.Call.Invocation != InvocationType.RequestResponse)
            return Other(error, context, context.Call.StateOf(null));
        return new LambdaResponseException(
            $"{context.Call.Shown} answered with a text that PostgreSQL does not take as JSON: {Sentences.End(error.MessageText)} The function ran, and its answer is lost.", error)
            .About(context.Call, error);
    }

    private static LambdaDatabaseException InUse(NpgsqlException exception, FailedCall call) =>
        new LambdaDatabaseException(
            $"{call.Shown} was not called: another command is under way on this connection. The function did not run. A client on a connection makes one call at a time; give it a data source for more.", exception)
        {
            FunctionState = FunctionState.NotRun,
        }.About(call, exception);

    private static LambdaDatabaseException ConnectionLost(NpgsqlException exception, ErrorContext context)
    {
        var state = StateAt(context.Stage);
        return new LambdaDatabaseException(
            $"{context.Call.Shown} lost its connection while the call was under way: {Sentences.End(exception.Message)} {FunctionStates.Sentence(state)}"
            + (state == FunctionState.Unknown ? " Before calling again, make sure that a second run does no harm." : ""), exception)
        {
            FunctionState = state,
            IsTransient = state == FunctionState.NotRun,
        }.About(context.Call, exception);
    }

    private static LambdaDatabaseException Other(PostgresException error, ErrorContext context, FunctionState state) =>
        new LambdaDatabaseException($"{context.Call.Shown} failed in PostgreSQL: {Sentences.End(error.MessageText)} (SQLSTATE {error.SqlState}) {FunctionStates.Sentence(state)}", error)
        {
            FunctionState = state,
            IsTransient = state == FunctionState.NotRun && error.IsTransient,
        }.About(context.Call, error);
}
