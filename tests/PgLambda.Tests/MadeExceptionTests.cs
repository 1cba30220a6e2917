using System.Net.Sockets;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>An exception that a test makes says by default what the real one of its type and reason would: state and transience.</summary>
public class MadeExceptionTests
{
    private const string Arn = "arn:aws:lambda:us-west-2:555555555555:function:price-order";

    private static readonly LambdaOperation Operation = Calls.Operation(Arn);

    private static readonly Dictionary<LambdaInvokeFailure, string> Texts = new()
    {
        [LambdaInvokeFailure.Unknown] = "something that nobody published",
        [LambdaInvokeFailure.EndpointUnreachable] = "Unable to connect to endpoint",
        [LambdaInvokeFailure.AccessDenied] = "User: x is not authorized to perform: lambda:InvokeFunction on " + Arn,
        [LambdaInvokeFailure.FunctionNotFound] = "Function not found: " + Arn,
        [LambdaInvokeFailure.Throttled] = "Rate Exceeded.",
        [LambdaInvokeFailure.PayloadTooLarge] = "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
        [LambdaInvokeFailure.InvalidPayload] = "Could not parse request body into json: x",
        [LambdaInvokeFailure.ServiceError] = "ServiceException: x",
    };

    private static readonly Exception NoServer = new NpgsqlException("Failed to connect", new SocketException());
    private static readonly Exception NoPassword = Error("password authentication failed", "28P01");

    // Each type as a test makes it, and as it really comes.
    private static readonly (LambdaException Made, LambdaException Real)[] Pairs =
    [
        (new LambdaFunctionException("no such sku"), Translate(Error("lambda invocation failed", "XX000", $"\"{Arn}\" returned error \"Unhandled\", details: \"{{}}\"."))),
        (new LambdaTimeoutException("late"), Translate(new NpgsqlException("Exception while reading from stream", new TimeoutException()))),
        (new LambdaTimeoutException("late") { Limit = LambdaTimeLimit.StatementTimeout }, Translate(Error("canceling statement due to statement timeout", "57014"))),
        (new LambdaDatabaseException("lost"), Translate(new NpgsqlException("Exception while reading from stream", new IOException()))),
        (new LambdaDatabaseException("cancelled"), Translate(Error("canceling statement due to user request", "57014"))),
        (new LambdaConnectionException("unreachable", NoServer), ConnectionErrorTranslator.Translate(NoServer, Operation.AsFailed)),
        (new LambdaConnectionException("refused", NoPassword), ConnectionErrorTranslator.Translate(NoPassword, Operation.AsFailed)),
        (new LambdaConnectionException("ended"), SessionErrors.Ended(Operation.AsFailed)),
        (new LambdaPermissionException("no grant"), Translate(Error("permission denied for schema aws_lambda", "42501"))),
        (new LambdaExtensionMissingException("no extension"), Translate(Error("schema \"aws_lambda\" does not exist", "3F000"))),
        (new LambdaSerializationException("a cycle"), SerializationErrors.Unwritable(Operation.AsFailed, "the payload", new NotSupportedException())),
        (new LambdaResponseException("no price") { StatusCode = 200 }, AnswerErrors.Unmappable(Operation.AsFailed, "it does not fit", new UnusableAnswer { Status = 200 })),
        (new LambdaConfigurationException("two qualifiers", "Clients:IOrders"), Misconfigured()),
        .. Enum.GetValues<LambdaInvokeFailure>().Select(reason => ((LambdaException)new LambdaInvokeException("failed") { Reason = reason }, Refused(reason))),
    ];

    [Fact]
    public void State_and_transience_are_the_real_ones() => Assert.All(Pairs, pair =>
    {
        Assert.Equal(pair.Real.GetType(), pair.Made.GetType());
        Assert.Equal((pair.Real.FunctionState, pair.Real.IsTransient, pair.Real.IsSafeToRetry), (pair.Made.FunctionState, pair.Made.IsTransient, pair.Made.IsSafeToRetry));
        Assert.Equal((pair.Real as LambdaInvokeException)?.Reason, (pair.Made as LambdaInvokeException)?.Reason);
        Assert.Equal((pair.Real as LambdaTimeoutException)?.Limit, (pair.Made as LambdaTimeoutException)?.Limit);
    });

    [Fact]
    public void Each_type_is_compared() => Assert.Equal(
        typeof(LambdaException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LambdaException))).Select(type => type.Name).Order(),
        Pairs.Select(pair => pair.Made.GetType().Name).Distinct().Order());

    [Fact]
    public void What_is_logged_names_no_account_and_the_property_does() => Assert.All(Pairs, pair =>
    {
        const string account = "555555555555";
        Assert.Equal(Arn, pair.Real.Function);
        Assert.Equal("arn:aws:lambda:us-west-2:<account>:function:price-order", pair.Real.Data["PgLambda.Function"]);
        Assert.DoesNotContain(account, pair.Real.Message, StringComparison.Ordinal);
        Assert.All(pair.Real.Data.Values.Cast<string>(), value => Assert.DoesNotContain(account, value, StringComparison.Ordinal));
    });

    [Fact]
    public void They_are_what_the_documentation_says()
    {
        Assert.Equal((FunctionState.Ran, false), Of(new LambdaFunctionException("")));
        Assert.Equal((FunctionState.Ran, false), Of(new LambdaResponseException("")));
        Assert.Equal((FunctionState.NotRun, false), Of(new LambdaPermissionException("")));
        Assert.Equal((FunctionState.NotRun, false), Of(new LambdaExtensionMissingException("")));
        Assert.Equal((FunctionState.NotRun, false), Of(new LambdaSerializationException("")));
        Assert.Equal((FunctionState.NotRun, false), Of(new LambdaConfigurationException("", "")));
        Assert.Equal((FunctionState.NotRun, false), Of(new LambdaConnectionException("")));
        Assert.Equal((FunctionState.NotRun, true), Of(new LambdaConnectionException("", NoServer)));
        Assert.Equal((FunctionState.Unknown, true), Of(new LambdaTimeoutException("")));
        Assert.Equal((FunctionState.Unknown, false), Of(new LambdaDatabaseException("")));
        Assert.Equal((FunctionState.Unknown, true), Of(new LambdaInvokeException("") { Reason = LambdaInvokeFailure.Throttled }));
        Assert.Equal((FunctionState.NotRun, false), Of(new LambdaInvokeException("") { Reason = LambdaInvokeFailure.AccessDenied }));
    }

    [Fact]
    public void What_is_set_stays_in_whatever_order()
    {
        Assert.Equal((FunctionState.NotRun, false), Of(new LambdaInvokeException("") { FunctionState = FunctionState.NotRun, IsTransient = false, Reason = LambdaInvokeFailure.Throttled }));
        Assert.Equal((FunctionState.Unknown, true), Of(new LambdaPermissionException("") { FunctionState = FunctionState.Unknown, IsTransient = true }));
        Assert.Equal("Unknown", new LambdaPermissionException("") { FunctionState = FunctionState.Unknown }.Data["PgLambda.FunctionState"]);
    }

    private static (FunctionState, bool) Of(LambdaException exception) => (exception.FunctionState, exception.IsTransient);

    private static LambdaException Refused(LambdaInvokeFailure reason) => Translate(Error("invoke API failed", "XX000", $"AWS Lambda client returned '{Texts[reason]}'."));

    private static LambdaException Misconfigured()
    {
        var options = new LambdaClientOptions { Clients = { ["IOrders"] = new() { Qualifier = "not a qualifier" } } };
        return Assert.Throws<LambdaConfigurationException>(() => new OverrideResolver(options).Resolve(Operation));
    }

    private static PostgresException Error(string message, string state, string? detail = null) => new(message, "ERROR", "ERROR", state, detail);

    private static LambdaException Translate(NpgsqlException error) =>
        LambdaErrorTranslator.Translate(error, new ErrorContext(Operation.AsFailed, CallStage.Sent, "app", "{}"u8.ToArray(), default));
}
