using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NpgsqlTypes;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class InvocationTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    private RecordedCall Call(string name) => Lambda.Calls.Single(c => c.Function == name);

    [Fact]
    public async Task An_event_is_answered_at_once_and_handled_afterwards()
    {
        var name = NewName();
        var gate = new TaskCompletionSource();
        Lambda.Handle<JsonElement>(name, async (_, _) => await gate.Task);
        Assert.Equal(new Answer(202, null, null, null), await CallAsync($"'{name}', $1, invocation_type => 'Event', log_type => 'Tail'"));
        Assert.Equal(LocalCallOutcome.Running, Call(name).Outcome);
        gate.SetResult();
        await Call(name).Completion.WaitAsync(Guard, Token);
        Assert.Equal(LocalCallOutcome.Succeeded, Call(name).Outcome);
        Assert.Equal(1, Call(name).Attempt);
    }

    [Fact]
    public async Task A_handler_that_blocks_does_not_keep_an_event_from_being_answered()
    {
        var name = NewName();
        using var gate = new ManualResetEventSlim();
        Lambda.Handle(name, (JsonElement _) =>
        {
            gate.Wait(Guard, Token);
        });
        Assert.Equal(202, (await CallAsync($"'{name}', $1, invocation_type => 'Event'")).StatusCode);
        Assert.Equal(LocalCallOutcome.Running, Call(name).Outcome);
        gate.Set();
        await Call(name).Completion.WaitAsync(Guard, Token);
        Assert.Equal(LocalCallOutcome.Succeeded, Call(name).Outcome);
    }

    [Theory]
    [InlineData(1, 2, LocalCallOutcome.Succeeded)]
    [InlineData(2, 3, LocalCallOutcome.Succeeded)]
    [InlineData(3, 3, LocalCallOutcome.FunctionError)]
    public async Task An_event_is_retried_twice(int failures, int attempts, LocalCallOutcome outcome)
    {
        var name = NewName();
        var seen = new List<(int, string)>();
        Lambda.Handle<JsonElement>(name, (_, call) =>
        {
            seen.Add((call.Attempt, call.RequestId));
            if (call.Attempt <= failures)
                throw new InvalidOperationException("attempt " + call.Attempt);
        });
        await CallAsync($"'{name}', $1, invocation_type => 'Event'");
        await Call(name).Completion.WaitAsync(Guard, Token);
        Assert.Equal(outcome, Call(name).Outcome);
        Assert.Equal(attempts, Call(name).Attempt);
        Assert.Equal(Enumerable.Range(1, attempts).Select(i => (i, Call(name).RequestId)), seen);
    }

    [Fact]
    public async Task Faults_of_the_function_strike_the_runs_of_an_event()
    {
        var name = NewName();
        var function = Lambda.Handle(name, (object _) => 1);
        function.Faults.FailNext(2, LambdaFault.Unhandled());
        Assert.Equal(204, (await CallAsync($"'{name}', $1, invocation_type => 'DryRun'")).StatusCode);
        Assert.Equal(202, (await CallAsync($"'{name}', $1, invocation_type => 'Event'")).StatusCode);
        var call = Lambda.Calls.Last(c => c.Function == name);
        await call.Completion.WaitAsync(Guard, Token);
        Assert.Equal((3, LocalCallOutcome.Succeeded), (call.Attempt, call.Outcome));
        function.Faults.FailNext(1, LambdaFault.Throttled);
        Assert.Equal("AWS Lambda client returned 'Rate Exceeded.'.", (await FailAsync($"'{name}', $1, invocation_type => 'Event'")).Detail);
    }

    [Fact]
    public async Task Retry_delays_are_kept()
    {
        var options = RequestedServer.Options();
        options.RetryDelays = [TimeSpan.FromMilliseconds(200)];
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        var times = new List<long>();
        lambda.Handle<object>("f", _ =>
        {
            times.Add(Stopwatch.GetTimestamp());
            throw new InvalidOperationException();
        });
        await CallAsync(lambda.DataSource, "'f', $1, invocation_type => 'Event'");
        await lambda.WaitForCallsAsync(1, cancellationToken: Token);
        Assert.Equal(2, times.Count);
        Assert.True(Stopwatch.GetElapsedTime(times[0], times[1]) > TimeSpan.FromMilliseconds(180));
    }

    [Fact]
    public async Task DryRun_checks_and_does_not_call()
    {
        var name = NewName();
        Lambda.Handle<object, int>(name, (_, _) => throw new InvalidOperationException());
        Assert.Equal(new Answer(204, null, null, null), await CallAsync($"'{name}', $1, invocation_type => 'DryRun'"));
        Assert.Equal(0, Call(name).Attempt);
        Assert.StartsWith("AWS Lambda client returned 'Function not found", (await FailAsync($"'{NewName()}', $1, invocation_type => 'DryRun'")).Detail);
    }

    [Fact]
    public async Task The_tail_is_the_end_of_the_log_with_the_lines_of_Lambda()
    {
        var name = NewName();
        Lambda.Handle<JsonElement, int>(name, (payload, call) =>
        {
            for (var i = 0; i < payload.GetInt32(); i++)
                call.Log($"line {i} ü");
            return 1;
        });
        var log = Encoding.UTF8.GetString(Convert.FromBase64String((await CallAsync($"'{name}', $1, log_type => 'Tail'", "2")).LogResult!));
        var id = Lambda.Calls.Last(c => c.Function == name).RequestId;
        Assert.Matches($"^START RequestId: {id} Version: \\$LATEST\nline 0 ü\nline 1 ü\nEND RequestId: {id}\nREPORT RequestId: {id}\tDuration: [0-9.]+ ms\tBilled Duration: [0-9]+ ms\tMemory Size", log);
        var tail = Convert.FromBase64String((await CallAsync($"'{name}', $1, log_type => 'Tail'", "1000")).LogResult!);
        Assert.Equal(4096, tail.Length);
        Assert.Contains("line 999", Encoding.UTF8.GetString(tail));
        Assert.Null((await CallAsync($"'{name}', $1", "2")).LogResult);
    }

    [Fact]
    public async Task Versions_and_aliases_resolve()
    {
        var name = NewName();
        var function = Lambda.Handle(name, (object _) => "first").PublishVersion();
        Lambda.Handle(name, (object _) => "latest");
        function.PublishVersion((object _) => "second").Alias("prod", "1").Alias("test", "$LATEST");
        Assert.Equal("2", function.LastVersion);
        Assert.Equal(new Answer(200, "\"latest\"", "$LATEST", null), await CallAsync($"'{name}', $1"));
        Assert.Equal(new Answer(200, "\"latest\"", "$LATEST", null), await CallAsync($"'{name}', $1, qualifier => 'test'"));
        Assert.Equal(new Answer(200, "\"first\"", "1", null), await CallAsync($"'{name}:prod', $1"));
        Assert.Equal(new Answer(200, "\"first\"", "1", null), await CallAsync($"'{name}:prod', $1, qualifier => 'prod'"));
        Assert.Equal(new Answer(200, "\"second\"", "2", null), await CallAsync($"aws_commons.create_lambda_function_arn('123456789012:function:{name}:2'), $1"));
        function.Alias("prod", "2");
        Assert.Equal(new Answer(200, "\"second\"", "2", null), await CallAsync($"'{name}', $1, qualifier => 'prod'"));
        Assert.Throws<ArgumentException>(() => function.Alias("prod", "3"));
        Assert.Throws<ArgumentException>(() => function.Alias("12", "1"));
        Assert.Throws<ArgumentException>(() => Lambda.Handle(name + ":prod", (object _) => 1));
        Assert.Throws<InvalidOperationException>(() => Lambda.Function(NewName()).PublishVersion());
    }

    [Fact]
    public async Task A_full_ARN_serves_its_region_only()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => "name");
        Lambda.Handle($"arn:aws:lambda:eu-west-1:123456789012:function:{name}", (object _) => "arn");
        Lambda.Handle($"999999999999:function:{name}", (object _) => "account");
        Assert.Equal("\"name\"", (await CallAsync($"'{name}', $1")).Payload);
        Assert.Equal("\"arn\"", (await CallAsync($"'{name}', $1, 'eu-west-1'")).Payload);
        Assert.Equal("\"account\"", (await CallAsync($"'999999999999:function:{name}', $1, 'eu-west-1'")).Payload);
    }

    [Fact]
    public async Task The_client_context_reaches_synchronous_calls_only()
    {
        var name = NewName();
        var seen = new List<string?>();
        Lambda.Handle<JsonElement>(name, (_, call) => seen.Add(call.ClientContext?.GetRawText()));
        await CallAsync($"'{name}', $1, context => '{{\"custom\":{{\"k\":\"v\"}},\n\"env\":{{}}}}'");
        await CallAsync($"'{name}', $1, context => '{{\"custom\":1}}', invocation_type => 'Event'");
        await Lambda.Calls.Last(c => c.Function == name).Completion.WaitAsync(Guard, Token);
        await CallAsync($"'{name}', $1");
        Assert.Equal(["{\"custom\":{\"k\":\"v\"},\n\"env\":{}}", null, null], seen);
        Assert.Equal("{\"custom\":1}", Lambda.Calls.Where(c => c.Function == name).ElementAt(1).ClientContext?.GetRawText());
    }

    [Theory]
    [InlineData("""{"b":1, "a" : 2, "a":3}""")]
    [InlineData("\"quote ' double \\\" dollar $1 $body$ $$ back \\\\ slash \\n \\t percent % colon :x\"")]
    [InlineData("\"żółć 漢字 😀 \\ud83d\\ude00 \\u0000 é\"")]
    [InlineData("[1,\n2,\r\n3]")]
    [InlineData("null")]
    [InlineData("1e400")]
    [InlineData("\"\"")]
    public async Task Json_payloads_travel_unchanged(string payload)
    {
        var name = NewName();
        Lambda.Handle(name, (JsonElement e) => e);
        var answer = await CallAsync($"'{name}', $1", payload);
        Assert.Equal(payload, Call(name).PayloadText);
        using var document = JsonDocument.Parse(payload);
        using var returned = JsonDocument.Parse(answer.Payload!);
        Assert.Equal(JsonSerializer.Serialize(document.RootElement), JsonSerializer.Serialize(returned.RootElement));
    }

    [Fact]
    public async Task Jsonb_refuses_a_zero_character_from_the_handler()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => "a\0b");
        Assert.Equal("22P05", (await FailAsync($"'{name}', $1", "{}", NpgsqlDbType.Jsonb)).SqlState);
        Assert.Equal("\"a\\u0000b\"", (await CallAsync($"'{name}', $1")).Payload);
    }

    [Fact]
    public async Task Five_megabytes_there_and_back()
    {
        var name = NewName();
        Lambda.Handle(name, (string s) => s + "!");
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef", 5 * 1024 * 1024 / 16));
        // Size is what this is about: a busy machine may take longer than the three seconds of an ordinary call.
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        foreach (var setting in (string[])["request_timeout_ms", "connect_timeout_ms"])
            await ScalarAsync<string>(connection, $"SELECT set_config('aws_lambda.{setting}', '60000', false)");
        for (var i = 0; i < 3; i++)
            Assert.Equal(text + "!", JsonSerializer.Deserialize<string>((await CallAsync(connection, $"'{name}', $1", "\"" + text + "\"")).Payload!));
    }

    [Fact]
    public async Task A_null_payload_is_an_empty_object()
    {
        var name = NewName();
        Lambda.Handle(name, (JsonElement e) => e.GetRawText());
        Assert.Equal("\"{}\"", (await CallAsync($"'{name}', $1", null)).Payload);
    }

    [Fact]
    public async Task Rollback_does_not_undo_a_call_and_the_record_says_who_and_where()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        long id;
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await CallAsync(connection, $"'{name}:$LATEST', $1, 'eu-west-1'", """{"a":1}""");
            id = await ScalarAsync<long>(connection, "SELECT txid_current()");
            await transaction.RollbackAsync(Token);
        }
        var call = Call(name);
        Assert.Equal(id, call.TransactionId);
        Assert.Equal("postgres", call.DatabaseRole);
        Assert.Equal("$LATEST", call.Qualifier);
        Assert.Equal("eu-west-1", call.Region);
        Assert.Equal(1, call.Payload.GetProperty("a").GetInt32());
        Assert.Equal("$LATEST", call.ExecutedVersion);
        Assert.Equal((LocalInvocationType.RequestResponse, LocalLogType.None), (call.InvocationType, call.LogType));
        Assert.Null(call.ClientContext);
        Assert.Null(call.Error);
        Assert.Matches("^[0-9a-f-]{36}$", call.RequestId);
        Assert.Contains(name, call.ToString());
    }

    [Fact]
    public async Task A_handler_may_use_the_database_itself()
    {
        var name = NewName();
        Lambda.Handle<JsonElement, long>(name, async (_, call) =>
        {
            await using var connection = await Lambda.DataSource.OpenConnectionAsync(call.CancellationToken);
            return await ScalarAsync<long>(connection, "SELECT 42::bigint");
        });
        Assert.Equal("42", (await CallAsync($"'{name}', $1")).Payload);
    }

    [Fact]
    public async Task Nested_calls_of_one_statement_each_get_their_answer()
    {
        var name = NewName();
        Lambda.Handle(name, (int i) => i * 2);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        Assert.Equal(9900, await ScalarAsync<long>(connection,
            $"SELECT sum((i.payload)::text::int) FROM generate_series(0, 99) n CROSS JOIN LATERAL aws_lambda.invoke('{name}', to_json(n)) i"));
        Assert.Equal(Enumerable.Range(0, 100), Lambda.Calls.Where(c => c.Function == name).Select(c => c.Payload.GetInt32()));
    }

    [Fact]
    public async Task Thirty_two_callers_each_get_their_own_answer()
    {
        var name = NewName();
        Lambda.Handle<int, int>(name, async (i, call) =>
        {
            await Task.Delay(i % 7, call.CancellationToken);
            return -i;
        });
        await Parallel.ForEachAsync(Enumerable.Range(0, 32), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Token }, async (caller, _) =>
        {
            await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
            for (var i = 0; i < 20; i++)
                Assert.Equal($"{-(caller * 1000 + i)}", (await CallAsync(connection, $"'{name}', $1", $"{caller * 1000 + i}")).Payload);
        });
        Assert.Equal(640, Lambda.Calls.Count(c => c.Function == name));
    }

    [Fact]
    public async Task Handlers_that_block_their_thread_do_not_starve_the_others()
    {
        var name = NewName();
        Lambda.Handle(name, (int i) =>
        {
            Thread.Sleep(200);
            return i;
        });
        await Parallel.ForEachAsync(Enumerable.Range(0, 32), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Token }, async (i, _) =>
            Assert.Equal($"{i}", (await CallAsync($"'{name}', $1", $"{i}")).Payload));
    }
}
