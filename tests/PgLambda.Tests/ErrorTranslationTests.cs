using System.Text;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>Every error text that AWS and PostgreSQL are known to send, as the typed exception a caller gets.</summary>
public class ErrorTranslationTests
{
    private const string Arn = "arn:aws:lambda:us-west-2:555555555555:function:price-order";
    private const string Redacted = "Detail redacted as it may contain sensitive data. Specify 'Include Error Detail' in the connection string to include this information.";

    private static readonly LambdaOperation Operation = Calls.Operation("price-order", "us-west-2", "prod");

    private static LambdaException Translate(string message, string? detail = null, string state = "XX000", string payload = "{}", InvocationType invocation = InvocationType.RequestResponse) =>
        Translate(new PostgresException(message, "ERROR", "ERROR", state, detail), payload: payload, invocation: invocation);

    private static LambdaException Translate(
        NpgsqlException error, CallStage stage = CallStage.Sent, string? role = "app", string payload = "{}", InvocationType invocation = InvocationType.RequestResponse) =>
        LambdaErrorTranslator.Translate(error, new ErrorContext(Operation.AsFailed with { Invocation = invocation }, stage, role, Encoding.UTF8.GetBytes(payload), default));

    private static LambdaException TranslateTimed(string message, string state) => LambdaErrorTranslator.Translate(
        new PostgresException(message, "ERROR", "ERROR", state),
        new ErrorContext(Operation.For(hasContext: false, null, 20_000).AsFailed, CallStage.Sent, "app", "{}"u8.ToArray(), default));

    [Theory]
    [InlineData("42501", "permission denied to set parameter \"aws_lambda.request_timeout_ms\"")]
    [InlineData("22023", "invalid value for parameter \"aws_lambda.request_timeout_ms\": \"20000\"")]
    [InlineData("55P02", "parameter \"aws_lambda.request_timeout_ms\" cannot be changed now")]
    [InlineData("42501", "permission denied for function set_config")]
    [InlineData("42501", "keine Berechtigung für Funktion current_setting")]
    public void A_refused_time_out_did_not_run_and_says_where_to_set_it(string state, string message)
    {
        var error = Assert.IsType<LambdaDatabaseException>(TranslateTimed(message, state));
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
        Assert.Contains("ALTER ROLE", error.Message);
        Assert.Contains("20000 ms", error.Message);
    }

    [Fact]
    public void What_a_function_that_was_called_may_not_call_says_nothing_about_the_time_out()
    {
        var error = new PostgresException("permission denied for function set_config", "ERROR", "ERROR", "42501", where: "PL/pgSQL function public.f() line 3 at PERFORM");
        Assert.Equal(FunctionState.Unknown, LambdaErrorTranslator.Translate(
            error, new ErrorContext(Operation.For(hasContext: false, null, 20_000).AsFailed, CallStage.Sent, "app", "{}"u8.ToArray(), default)).FunctionState);
        Assert.Equal(FunctionState.Unknown, Translate("permission denied for function set_config", state: "42501").FunctionState);
    }

    [Fact]
    public void A_setting_that_the_call_did_not_ask_for_says_nothing_about_the_function() =>
        Assert.Equal(FunctionState.Unknown, Translate("invalid value for parameter \"aws_lambda.request_timeout_ms\": \"x\"", state: "22023").FunctionState);

    [Fact]
    public void An_answer_that_did_not_come_names_the_time_out_of_this_call()
    {
        var error = LambdaErrorTranslator.Translate(
            new PostgresException("invoke API failed", "ERROR", "ERROR", "XX000", "AWS Lambda client returned 'Unable to connect to endpoint'."),
            new ErrorContext(Operation.For(hasContext: false, null, 20_000).AsFailed, CallStage.Sent, "app", "{}"u8.ToArray(), default));
        Assert.Contains("20000 ms for this call", error.Message);
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
    }

    private static T Translated<T>(string message, string? detail = null, string state = "XX000")
        where T : LambdaException
    {
        var exception = Assert.IsType<T>(Translate(message, detail, state));
        Assert.Equal("price-order", exception.Function);
        Assert.Equal("prod", exception.Qualifier);
        Assert.Equal(state, exception.SqlState);
        Assert.IsType<PostgresException>(exception.InnerException);
        Assert.Contains("price-order", exception.Message);
        Assert.Contains("IOrders.PriceAsync", exception.Message);
        return exception;
    }

    [Theory]
    [InlineData("XX000")]
    [InlineData("P0001")]
    [InlineData("38000")]
    public void Function_error_whatever_the_state(string state)
    {
        var error = Translated<LambdaFunctionException>(
            "lambda invocation failed",
            $$"""
            "{{Arn}}" returned error "Unhandled", details: "{"errorMessage":"no such sku","errorType":"KeyError","stackTrace":["  at a","  at b"]}".
            """,
            state);
        Assert.Equal(LambdaErrorKind.Unhandled, error.ErrorKind);
        Assert.Equal("KeyError", error.ErrorType);
        Assert.Equal("no such sku", error.ErrorMessage);
        Assert.Equal(["  at a", "  at b"], error.StackTraceLines);
        Assert.Equal(Arn, error.FunctionArn);
        Assert.Equal("""{"errorMessage":"no such sku","errorType":"KeyError","stackTrace":["  at a","  at b"]}""", error.RawDetails);
        Assert.Equal(FunctionState.Ran, error.FunctionState);
        Assert.False(error.IsTransient);
        Assert.False(error.DetailRedacted);
        Assert.Contains("KeyError: no such sku", error.Message);
        Assert.Contains("not undone", error.Message);
    }

    [Fact]
    public void Function_error_that_was_reported()
    {
        var error = Translated<LambdaFunctionException>("lambda invocation failed", $"\"{Arn}\" returned error \"Handled\", details: \"{{\"errorMessage\":\"x\"}}\".");
        Assert.Equal(LambdaErrorKind.Handled, error.ErrorKind);
        Assert.Equal("x", error.ErrorMessage);
        Assert.Null(error.ErrorType);
    }

    [Theory]
    [InlineData("<Error details string>", "<Error details string>")]
    [InlineData("{\"errorMessage\":\"cut sh", "{\"errorMessage\":\"cut sh")]
    [InlineData("a \"quoted\" word\". And more", "a \"quoted\" word\". And more")]
    [InlineData("", "")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("{\"errorMessage\":1,\"errorType\":null,\"stackTrace\":7}", "{\"errorMessage\":1,\"errorType\":null,\"stackTrace\":7}")]
    public void Function_error_details_that_are_not_the_usual_json_stay_raw(string details, string expected)
    {
        var error = Translated<LambdaFunctionException>("lambda invocation failed", $"\"{Arn}\" returned error \"Unhandled\", details: \"{details}\".");
        Assert.Equal(expected, error.RawDetails);
        Assert.Null(error.ErrorMessage);
        Assert.Empty(error.StackTraceLines);
        Assert.Equal(LambdaErrorKind.Unhandled, error.ErrorKind);
    }

    [Fact]
    public void Function_error_with_a_detail_of_another_form_keeps_it()
    {
        var error = Translated<LambdaFunctionException>("lambda invocation failed", "something new");
        Assert.Equal("something new", error.RawDetails);
        Assert.Equal(LambdaErrorKind.Unknown, error.ErrorKind);
        Assert.Null(error.FunctionArn);
    }

    [Theory]
    [InlineData("""{"errorMessage":"m","errorType":"T","trace":["T: m","    at x"]}""", 2)]
    [InlineData("""{"errorMessage":"m","errorType":"T","stackTrace":"   at A\n   at B\n   at C"}""", 3)]
    [InlineData("""{"errorMessage":"m","errorType":"T","stackTrace":[["file.py",3,"f","raise"]]}""", 1)]
    public void Stack_traces_of_each_runtime(string json, int lines)
    {
        var error = Translated<LambdaFunctionException>("lambda invocation failed", $"\"{Arn}\" returned error \"Unhandled\", details: \"{json}\".");
        Assert.Equal(lines, error.StackTraceLines.Count);
    }

    [Theory]
    [InlineData("lambda invocation failed")]
    [InlineData("invoke API failed")]
    public void Redacted_detail_is_said(string message)
    {
        var error = Translate(message, Redacted);
        Assert.True(error.DetailRedacted);
        Assert.Contains("Include Error Detail=true", error.Message);
        Assert.Null((error as LambdaFunctionException)?.RawDetails);
        Assert.Null((error as LambdaInvokeException)?.RawDetails);
        if (error is LambdaInvokeException invoke)
            Assert.Equal(LambdaInvokeFailure.Unknown, invoke.Reason);
        if (error is LambdaFunctionException function)
            Assert.Equal(LambdaErrorKind.Unknown, function.ErrorKind);
    }

    [Theory]
    [InlineData("Unable to connect to endpoint", LambdaInvokeFailure.EndpointUnreachable, FunctionState.Unknown, true)]
    [InlineData("User: arn:aws:sts::1:assumed-role/r is not authorized to perform: lambda:InvokeFunction on resource: arn because no identity-based policy allows the lambda:InvokeFunction action", LambdaInvokeFailure.AccessDenied, FunctionState.NotRun, false)]
    [InlineData("Function not found: arn:aws:lambda:us-west-2:1:function:x", LambdaInvokeFailure.FunctionNotFound, FunctionState.NotRun, false)]
    [InlineData("Rate Exceeded.", LambdaInvokeFailure.Throttled, FunctionState.Unknown, true)]
    [InlineData("Request must be smaller than 6291456 bytes for the InvokeFunction operation", LambdaInvokeFailure.PayloadTooLarge, FunctionState.NotRun, false)]
    [InlineData("1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)", LambdaInvokeFailure.PayloadTooLarge, FunctionState.NotRun, false)]
    [InlineData("Could not parse request body into json: Unexpected character", LambdaInvokeFailure.InvalidPayload, FunctionState.NotRun, false)]
    [InlineData("TooManyRequestsException: Reserved concurrency", LambdaInvokeFailure.Throttled, FunctionState.Unknown, true)]
    [InlineData("ResourceNotFoundException: gone", LambdaInvokeFailure.FunctionNotFound, FunctionState.NotRun, false)]
    [InlineData("Cannot find alias arn: arn:aws:lambda:us-west-2:1:function:x:prod", LambdaInvokeFailure.FunctionNotFound, FunctionState.NotRun, false)]
    [InlineData("AccessDeniedException: no", LambdaInvokeFailure.AccessDenied, FunctionState.NotRun, false)]
    [InlineData("RequestTooLargeException: no", LambdaInvokeFailure.PayloadTooLarge, FunctionState.NotRun, false)]
    [InlineData("RequestEntityTooLargeException: no", LambdaInvokeFailure.PayloadTooLarge, FunctionState.NotRun, false)]
    [InlineData("InvalidRequestContentException: no", LambdaInvokeFailure.InvalidPayload, FunctionState.NotRun, false)]
    [InlineData("InternalFailure", LambdaInvokeFailure.ServiceError, FunctionState.Unknown, true)]
    [InlineData("Service Unavailable", LambdaInvokeFailure.ServiceError, FunctionState.Unknown, true)]
    [InlineData("Internal Server Error", LambdaInvokeFailure.ServiceError, FunctionState.Unknown, true)]
    [InlineData("ServiceException: internal", LambdaInvokeFailure.ServiceError, FunctionState.Unknown, true)]
    [InlineData("something that nobody published", LambdaInvokeFailure.Unknown, FunctionState.Unknown, false)]
    public void Invoke_error_reasons(string said, LambdaInvokeFailure reason, FunctionState state, bool transient)
    {
        foreach (var client in new[] { "AWS", "Amazon" })
        {
            var error = Translated<LambdaInvokeException>("invoke API failed", $"{client} Lambda client returned '{said}'.");
            Assert.Equal(reason, error.Reason);
            Assert.Equal(said, error.RawDetails);
            Assert.Equal(state, error.FunctionState);
            Assert.Equal(transient, error.IsTransient);
            Assert.Contains(said.TrimEnd('.'), error.Message);
            Assert.DoesNotContain("..", error.Message);
        }
    }

    [Theory]
    [InlineData("price-order", null, "on its unqualified ARN in the policy")]
    [InlineData("price-order", "prod", "on its ARN qualified with ':prod' in the policy")]
    [InlineData("price-order:prod", null, "on its ARN qualified with ':prod' in the policy")]
    public void Denied_access_says_which_ARN_the_policy_needs(string function, string? qualifier, string advice)
    {
        var denied = new PostgresException("invoke API failed", "ERROR", "ERROR", "XX000", "AWS Lambda client returned 'User: x is not authorized to perform: lambda:InvokeFunction on resource: y'.");
        var error = LambdaErrorTranslator.Translate(denied, new ErrorContext(Calls.Operation(function, null, qualifier).AsFailed, CallStage.Sent, "app", "{}"u8.ToArray(), default));
        Assert.Contains("Allow lambda:InvokeFunction " + advice, error.Message);
    }

    [Fact]
    public void Invoke_error_with_quotes_inside()
    {
        var error = Translated<LambdaInvokeException>("invoke API failed", "AWS Lambda client returned 'it's 'quoted''.");
        Assert.Equal("it's 'quoted'", error.RawDetails);
    }

    [Fact]
    public void Invoke_error_without_detail()
    {
        var error = Translated<LambdaInvokeException>("invoke API failed");
        Assert.Equal(LambdaInvokeFailure.Unknown, error.Reason);
        Assert.False(error.DetailRedacted);
        Assert.Contains("may have run", error.Message);
    }

    [Theory]
    [InlineData("permission denied for schema aws_lambda")]
    [InlineData("permission denied for function invoke")]
    [InlineData("permission denied for schema aws_commons")]
    [InlineData("permission denied for function create_lambda_function_arn")]
    [InlineData("droit refusé pour le schéma aws_lambda")]
    [InlineData("keine Berechtigung für Funktion invoke")]
    public void Permission_errors_hold_the_grants_that_a_call_needs(string message)
    {
        var error = Translated<LambdaPermissionException>(message, state: "42501");
        Assert.Equal(
            "GRANT USAGE ON SCHEMA aws_lambda TO \"app\"; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO \"app\"; "
            + "GRANT USAGE ON SCHEMA aws_commons TO \"app\"; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_commons TO \"app\";", error.GrantSql);
        Assert.Contains(error.GrantSql, error.Message);
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
    }

    [Fact]
    public void The_grant_quotes_the_role()
    {
        var error = Translate(new PostgresException("permission denied for schema aws_lambda", "ERROR", "ERROR", "42501"), role: "we\"ird role");
        Assert.Contains("TO \"we\"\"ird role\";", Assert.IsType<LambdaPermissionException>(error).GrantSql);
    }

    [Theory]
    [InlineData("schema \"aws_lambda\" does not exist", "3F000")]
    [InlineData("schema \"aws_commons\" does not exist", "3F000")]
    [InlineData("le schéma « aws_commons » n'existe pas", "3F000")]
    [InlineData("function aws_lambda.invoke(function_name => aws_commons._lambda_function_arn_1, payload => json) does not exist", "42883")]
    [InlineData("extension \"aws_lambda\" is not available", "0A000")]
    public void Missing_extension_holds_the_create(string message, string state)
    {
        var error = Translated<LambdaExtensionMissingException>(message, state: state);
        Assert.Equal("CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;", error.CreateSql);
        Assert.Contains(error.CreateSql, error.Message);
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
    }

    [Fact]
    public void Statement_timeout_is_a_timeout_that_may_have_run()
    {
        var error = Translated<LambdaTimeoutException>("canceling statement due to statement timeout", state: "57014");
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
        Assert.Contains("may have run", error.Message);
    }

    [Fact]
    public void Command_timeout_is_a_timeout_that_may_have_run()
    {
        var error = Assert.IsType<LambdaTimeoutException>(Translate(new NpgsqlException("Exception while reading from stream", new TimeoutException())));
        Assert.Null(error.SqlState);
        Assert.Contains("may have run", error.Message);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData("permission denied for table orders", "42501")]
    [InlineData("function my_invoke2(integer) does not exist", "42883")]
    [InlineData("schema \"sales\" does not exist", "3F000")]
    [InlineData("relation \"x\" does not exist", "42P01")]
    [InlineData("deadlock detected", "40P01")]
    [InlineData("prepared statement \"_p1\" does not exist", "26000")]
    public void Other_database_errors_say_that_nothing_is_known(string message, string state)
    {
        var error = Translated<LambdaDatabaseException>(message, state: state);
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
        Assert.False(error.IsTransient);
        Assert.False(error.IsSafeToRetry);
        Assert.Contains(message, error.Message);
        Assert.Contains(state, error.Message);
    }

    [Fact]
    public void A_transaction_that_had_failed_before_kept_the_function_from_running()
    {
        var error = Translated<LambdaDatabaseException>("current transaction is aborted, commands ignored until end of transaction block", state: "25P02");
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
        Assert.True(error.IsSafeToRetry);
    }

    [Theory]
    [InlineData("canceling statement due to user request", "by somebody else")]
    [InlineData("storniere Anfrage wegen Benutzeraufforderung", "statement_timeout or by somebody else")]
    public void A_cancel_from_outside_is_no_time_out(string message, string said)
    {
        var error = Translated<LambdaDatabaseException>(message, state: "57014");
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
        Assert.False(error.IsTransient);
        Assert.Contains(said, error.Message);
    }

    [Theory]
    [InlineData("57P01", "ERROR")]
    [InlineData("57P02", "ERROR")]
    [InlineData("08006", "ERROR")]
    [InlineData("25P03", "FATAL")]
    [InlineData("XX000", "PANIC")]
    public void A_session_that_was_ended_is_a_lost_connection(string state, string severity)
    {
        var error = Assert.IsType<LambdaDatabaseException>(Translate(new PostgresException("terminating connection", severity, severity, state)));
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
        Assert.False(error.IsTransient);
        Assert.Contains("lost its connection", error.Message);
    }

    [Fact]
    public void A_broken_socket_is_a_lost_connection()
    {
        var error = Assert.IsType<LambdaDatabaseException>(Translate(new NpgsqlException("broken", new IOException())));
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
        Assert.False(error.IsTransient);
        Assert.IsType<NpgsqlException>(error.InnerException);
    }

    [Fact]
    public void What_fails_while_a_statement_is_prepared_has_not_run()
    {
        foreach (var error in new NpgsqlException[]
        {
            new("broken", new IOException()), new("late", new TimeoutException()), new PostgresException("x", "ERROR", "ERROR", "42P01"), new PostgresException("x", "ERROR", "ERROR", "57014"),
        })
        {
            Assert.Equal(FunctionState.NotRun, Translate(error, CallStage.Preparing).FunctionState);
        }
    }

    [Theory]
    [InlineData("26000", "FetchPreparedStatement", FunctionState.NotRun)]
    [InlineData("0A000", "RevalidateCachedQuery", FunctionState.NotRun)]
    [InlineData("26000", "exec_stmt_raise", FunctionState.Unknown)]
    [InlineData("0A000", "exec_stmt_raise", FunctionState.Unknown)]
    public void A_lost_statement_is_told_by_where_the_server_says_so(string state, string routine, FunctionState expected) =>
        Assert.Equal(expected, Translate(new PostgresException("x", "ERROR", "ERROR", state, routine: routine)).FunctionState);

    [Theory]
    [InlineData("22P02")]
    [InlineData("22021")]
    [InlineData("54001")]
    public void An_answer_that_is_not_json_came_from_a_function_that_ran(string state)
    {
        var error = Translated<LambdaResponseException>("invalid input syntax for type json", state: state);
        Assert.Equal(FunctionState.Ran, error.FunctionState);
        Assert.False(error.IsSafeToRetry);
    }

    [Theory]
    [InlineData("{\"mean\": NaN}")]
    [InlineData("{")]
    public void A_payload_that_is_not_json_kept_the_function_from_running(string payload)
    {
        var error = Assert.IsType<LambdaSerializationException>(Translate("invalid input syntax for type json", state: "22P02", payload: payload));
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
    }

    [Fact]
    public void A_payload_deep_enough_to_be_suspected_is_not_taken_for_the_answer() =>
        Assert.IsType<LambdaSerializationException>(Translate("stack depth limit exceeded", state: "54001", payload: new string('[', 600) + new string(']', 600)));

    [Fact]
    public void An_event_has_no_answer_that_could_be_wrong()
    {
        var error = Assert.IsType<LambdaDatabaseException>(Translate("invalid input syntax", state: "22P02", invocation: InvocationType.Event));
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
    }

    [Theory]
    [InlineData("arn:aws:lambda:us-west-2:555555555555:function:other", "'arn:aws:lambda:us-west-2:<account>:function:other'.")]
    [InlineData("arn:aws:lambda:us-east-1:555555555555:function:price-order", "'arn:aws:lambda:us-east-1:<account>:function:price-order', in another account or region.")]
    public void An_error_about_another_function_is_not_taken_for_this_calls(string arn, string shown)
    {
        var error = Translated<LambdaDatabaseException>("lambda invocation failed", $"\"{arn}\" returned error \"Unhandled\", details: \"{{}}\".");
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
        Assert.Contains(shown, error.Message);
    }

    [Theory]
    [InlineData("arn:aws:lambda:us-west-2:555555555555:function:price-order:prod")]
    [InlineData("arn:aws:lambda:us-west-2:111111111111:function:price-order")]
    [InlineData("<a text that nobody published>")]
    public void An_arn_that_may_be_this_functions_is(string arn) =>
        Assert.Equal(arn, Translated<LambdaFunctionException>("lambda invocation failed", $"\"{arn}\" returned error \"Unhandled\", details: \"{{}}\".").FunctionArn);

    [Fact]
    public void What_stands_before_an_unescaped_backslash_is_known()
    {
        var error = Translated<LambdaFunctionException>(
            "lambda invocation failed",
            $$"""
            "{{Arn}}" returned error "Unhandled", details: "{"errorType":"IOException","errorMessage":"no disk","stackTrace":["at A","at B in C:\Projects\S.cs:line 95"]}".
            """);
        Assert.Equal(("IOException", "no disk"), (error.ErrorType, error.ErrorMessage));
        Assert.Equal(["at A"], error.StackTraceLines);
        Assert.Contains(@"C:\Projects\S.cs", error.RawDetails);
    }

    [Fact]
    public void The_data_of_an_exception_is_what_a_logger_needs()
    {
        var data = Translated<LambdaInvokeException>("invoke API failed", state: "XX000").Data;
        Assert.Equal("price-order", data["PgLambda.Function"]);
        Assert.Equal("prod", data["PgLambda.Qualifier"]);
        Assert.Equal("IOrders.PriceAsync", data["PgLambda.Method"]);
        Assert.Equal("Unknown", data["PgLambda.FunctionState"]);
        Assert.Equal("XX000", data["SqlState"]);
    }

    [Fact]
    public void A_qualifier_in_the_name_is_shown_once()
    {
        var operation = Calls.Operation("f:prod");
        var error = LambdaErrorTranslator.Translate(new NpgsqlException("broken", new IOException()), new ErrorContext(operation.AsFailed, CallStage.Sent, null, default, default));
        Assert.Contains("'f:prod', called by", error.Message);
        Assert.DoesNotContain("(qualifier", error.Message);
        Assert.Equal("prod", error.Qualifier);
    }

    [Fact]
    public void A_role_that_nobody_could_be_asked_for_is_not_guessed()
    {
        var error = Assert.IsType<LambdaPermissionException>(Translate(new PostgresException("permission denied for schema aws_lambda", "ERROR", "ERROR", "42501"), role: null));
        Assert.Contains("TO <role>;", error.GrantSql);
        Assert.Contains("SELECT current_user", error.Message);
    }
}
