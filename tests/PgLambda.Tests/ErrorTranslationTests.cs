using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>Every error text that AWS and PostgreSQL are known to send, as the typed exception a caller gets.</summary>
public class ErrorTranslationTests
{
    private const string Arn = "arn:aws:lambda:us-west-2:555555555555:function:my-function";
    private const string Redacted = "Detail redacted as it may contain sensitive data. Specify 'Include Error Detail' in the connection string to include this information.";

    private static readonly LambdaOperation Operation = new("IOrders.PriceAsync", "price-order", "us-west-2", "prod", InvocationType.RequestResponse);

    private static LambdaException? Translate(string message, string? detail = null, string state = "XX000", LambdaOperation? operation = null) =>
        LambdaErrorTranslator.Translate(new PostgresException(message, "ERROR", "ERROR", state, detail), operation ?? Operation, "app");

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
        var error = Translate(message, Redacted)!;
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
    [InlineData("permission denied for schema aws_lambda", "aws_lambda")]
    [InlineData("permission denied for function invoke", "aws_lambda")]
    [InlineData("permission denied for schema aws_commons", "aws_commons")]
    [InlineData("permission denied for function create_lambda_function_arn", "aws_commons")]
    [InlineData("droit refusé pour le schéma aws_lambda", "aws_lambda")]
    [InlineData("keine Berechtigung für Funktion invoke", "aws_lambda")]
    public void Permission_errors_hold_the_grant(string message, string schema)
    {
        var error = Translated<LambdaPermissionException>(message, state: "42501");
        Assert.Equal($"GRANT USAGE ON SCHEMA {schema} TO \"app\"; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO \"app\";", error.GrantSql);
        Assert.Contains(error.GrantSql, error.Message);
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
    }

    [Fact]
    public void The_grant_quotes_the_role()
    {
        var error = LambdaErrorTranslator.Translate(new PostgresException("permission denied for schema aws_lambda", "ERROR", "ERROR", "42501"), Operation, "we\"ird role");
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
        var error = Assert.IsType<LambdaTimeoutException>(LambdaErrorTranslator.Translate(new NpgsqlException("Exception while reading from stream", new TimeoutException()), Operation, "app"));
        Assert.Null(error.SqlState);
        Assert.Contains("may have run", error.Message);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData("permission denied for table orders", "42501")]
    [InlineData("function my_invoke2(integer) does not exist", "42883")]
    [InlineData("schema \"sales\" does not exist", "3F000")]
    [InlineData("current transaction is aborted, commands ignored until end of transaction block", "25P02")]
    [InlineData("relation \"x\" does not exist", "42P01")]
    public void Other_database_errors_are_left_alone(string message, string state) => Assert.Null(Translate(message, state: state));

    [Fact]
    public void Other_connection_errors_are_left_alone() =>
        Assert.Null(LambdaErrorTranslator.Translate(new NpgsqlException("broken", new IOException()), Operation, "app"));
}
