using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class HandlerTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    private sealed record Item(string Sku, int Count);

    [Fact]
    public async Task Every_shape_of_handler_answers()
    {
        string Name(string shape) => "shape-" + shape;
        Lambda.Handle(Name("sync"), (Item i) => i.Count + 1);
        Lambda.Handle(Name("sync-call"), (Item i, LambdaCall call) => call.Function + i.Count);
        Lambda.Handle(Name("async"), async (Item i) =>
        {
            await Task.Yield();
            return i with { Count = 0 };
        });
        Lambda.Handle(Name("async-call"), async (Item i, LambdaCall call) =>
        {
            await Task.Delay(1, call.CancellationToken);
            return new[] { i.Sku };
        });
        Lambda.Handle(Name("action"), (Item _) => { });
        Lambda.Handle(Name("action-call"), (Item _, LambdaCall call) => call.Log("x"));
        Lambda.Handle(Name("task"), (Item _) => Task.CompletedTask);
        Lambda.Handle(Name("task-call"), (Item _, LambdaCall call) => Task.Delay(1, call.CancellationToken));
        Lambda.Handle(Name("element"), (JsonElement e) => e.GetProperty("sku"));
        Lambda.Handle(Name("throws"), (Item _) => throw new InvalidOperationException());
        Lambda.Handle<Item, int>(Name("throws-typed"), (_, _) => throw new InvalidOperationException());
        (string Shape, string Expected)[] shapes =
        [
            ("sync", "4"), ("sync-call", "\"shape-sync-call3\""), ("async", """{"sku":"a","count":0}"""), ("async-call", "[\"a\"]"),
            ("action", "null"), ("action-call", "null"), ("task", "null"), ("task-call", "null"), ("element", "\"a\""),
        ];
        foreach (var (shape, expected) in shapes)
            Assert.Equal(expected, (await CallAsync($"'{Name(shape)}', $1", """{"sku":"a","count":3}""")).Payload);
        Assert.Equal("lambda invocation failed", (await FailAsync($"'{Name("throws")}', $1")).MessageText);
        Assert.Equal("lambda invocation failed", (await FailAsync($"'{Name("throws-typed")}', $1")).MessageText);
    }

    private sealed class Functions
    {
        public List<string> Seen { get; } = [];

        [LambdaHandler("class-sync")]
        public string Sync(Item item) => item.Sku;

        [LambdaHandler("class-task")]
        public async Task<int> TaskAsync(LambdaCall call, Item item, CancellationToken token)
        {
            await Task.Delay(1, token);
            Seen.Add(call.Function);
            return item.Count;
        }

        [LambdaHandler("class-valuetask")]
        public ValueTask<int> ValueAsync() => new(9);

        [LambdaHandler("class-void")]
        public void Nothing() => Seen.Add("void");

        [LambdaHandler("class-plain-task")]
        public Task NoneAsync() => Task.CompletedTask;

        [LambdaHandler("class-throws")]
        public static int Throws() => throw new LambdaHandledErrorException("no", "Nope");

        public int NotAHandler() => 1;
    }

    [Fact]
    public async Task A_class_serves_several_functions()
    {
        var functions = new Functions();
        Lambda.HandleClass(functions);
        (string Name, string Expected)[] all = [("sync", "\"a\""), ("task", "3"), ("valuetask", "9"), ("void", "null"), ("plain-task", "null")];
        foreach (var (name, expected) in all)
            Assert.Equal(expected, (await CallAsync($"'class-{name}', $1", """{"sku":"a","count":3}""")).Payload);
        Assert.Equal(["class-task", "void"], functions.Seen);
        Assert.Contains("\"Handled\", details: \"{\"errorMessage\":\"no\",\"errorType\":\"Nope\"}\"", (await FailAsync("'class-throws', $1")).Detail);
        Assert.Throws<ArgumentException>(() => Lambda.HandleClass(new object()));
        Assert.Throws<ArgumentNullException>("instance", () => Lambda.HandleClass(null!));
    }

    [Fact]
    public async Task A_handler_knows_what_its_record_says()
    {
        var name = NewName();
        LambdaCall? seen = null;
        Lambda.Handle(name, (int i, LambdaCall call) =>
        {
            seen = call;
            return i;
        }).PublishVersion().Alias("prod", "1");
        var before = DateTimeOffset.UtcNow;
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await CallAsync(connection, $"'{name}:prod', $1, 'eu-west-1', log_type => 'Tail', context => '{{\"a\":1}}'", "5");
        var record = Lambda.Calls.Single(c => c.Function == name);
        Assert.Equal((name, $"arn:aws:lambda:eu-west-1:123456789012:function:{name}", "prod", "eu-west-1"), (seen!.Function, seen.FunctionArn, seen.Qualifier, seen.Region));
        Assert.Equal((LocalInvocationType.RequestResponse, LocalLogType.Tail, 1, "1"), (seen.InvocationType, seen.LogType, seen.Attempt, seen.ExecutedVersion));
        Assert.Equal(("5", "5", 5, "{\"a\":1}"), (seen.PayloadText, System.Text.Encoding.UTF8.GetString(seen.PayloadBytes.Span), seen.Payload.GetInt32(), seen.ClientContext?.GetRawText()));
        Assert.Equal(("postgres", TimeSpan.FromSeconds(3)), (seen.DatabaseRole, seen.RequestTimeout));
        Assert.True(Guid.TryParse(seen.RequestId, out _));
        Assert.Equal((seen.FunctionArn, seen.Qualifier, seen.Region, seen.LogType, seen.RequestId, seen.TransactionId, seen.DatabaseRole, seen.RequestTimeout, seen.ExecutedVersion),
            (record.FunctionArn, record.Qualifier, record.Region, record.LogType, record.RequestId, record.TransactionId, record.DatabaseRole, record.RequestTimeout, record.ExecutedVersion));
        Assert.NotNull(record.TransactionId);
        Assert.True(record.ReceivedAt >= before && record.ReceivedAt <= DateTimeOffset.UtcNow);
        Assert.Equal(1, record.PayloadLength);
    }

    [Fact]
    public async Task A_catch_all_serves_the_rest()
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("known", (object _) => "known");
        lambda.HandleAny((payload, call) => Task.FromResult<JsonElement?>(call.Function == "none" ? null : JsonSerializer.SerializeToElement($"{call.Function}/{call.Qualifier}/{payload.GetInt32()}")));
        Assert.Equal("\"known\"", (await CallAsync(lambda.DataSource, "'known', $1", "1")).Payload);
        Assert.Equal(new Answer(200, "\"other/prod/2\"", "$LATEST", null), await CallAsync(lambda.DataSource, "'other:prod', $1", "2"));
        Assert.Equal(new Answer(200, "\"other/7/2\"", "7", null), await CallAsync(lambda.DataSource, "'other:7', $1", "2"));
        Assert.Equal("null", (await CallAsync(lambda.DataSource, "'none', $1", "1")).Payload);
        lambda.Function("faulty").Faults.FailNext(1, LambdaFault.Throttled);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => CallAsync(lambda.DataSource, "'faulty', $1", "1"));
        Assert.Equal("\"faulty//1\"", (await CallAsync(lambda.DataSource, "'faulty', $1", "1")).Payload);
    }

    [Fact]
    public async Task Calls_can_be_awaited_counted_and_forgotten_and_are_logged()
    {
        using var log = new ListLogger();
        var options = RequestedServer.Options();
        options.LoggerFactory = log;
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (int i) => i).Faults.FailNext(1, LambdaFault.Throttled);
        var waiting = lambda.WaitForCallsAsync(3, cancellationToken: Token);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => CallAsync(lambda.DataSource, "'f', $1", "1"));
        await CallAsync(lambda.DataSource, "'f', $1, invocation_type => 'Event'", "2");
        Assert.False(waiting.IsCompleted);
        await CallAsync(lambda.DataSource, "'f', $1", "3");
        var calls = await waiting;
        Assert.Equal([1, 2, 3], calls.Select(c => c.Payload.GetInt32()));
        Assert.Equal([LocalCallOutcome.InvokeError, LocalCallOutcome.Succeeded, LocalCallOutcome.Succeeded], calls.Select(c => c.Outcome));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => lambda.WaitForCallsAsync(4, TimeSpan.FromMilliseconds(50), Token));
        Assert.Contains("there were 3", error.Message);
        lambda.ForgetCalls();
        Assert.Empty(lambda.Calls);
        Assert.Contains(log.Lines, l => l.StartsWith("Debug aws_lambda.invoke f (RequestResponse) by postgres: InvokeError", StringComparison.Ordinal) && l.Contains("Rate Exceeded.", StringComparison.Ordinal));
        Assert.Equal(3, log.Lines.Count(l => l.StartsWith("Debug aws_lambda.invoke", StringComparison.Ordinal)));
    }

    private sealed class ListLogger : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => _lines.ToArray();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel} {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
