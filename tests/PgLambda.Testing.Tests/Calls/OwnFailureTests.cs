using System.Text.Json;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>Whose fault is it? The network's, the function's, the server's or the stand-in's own: each says so.</summary>
public sealed class OwnFailureTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Fact]
    public async Task A_handler_whose_exception_cannot_be_described_has_failed_all_the_same()
    {
        var name = NewName();
        Lambda.Handle(name, int (int _) => throw new SilentException());
        var error = await FailAsync($"'{name}', $1", "1");
        Assert.Equal("lambda invocation failed", error.MessageText);
        Assert.Contains("\"errorType\":\"SilentException\"", error.Detail);
        Assert.Equal(LocalCallOutcome.FunctionError, Lambda.Calls.Single(c => c.Function == name).Outcome);
    }

    [Fact]
    public async Task A_handlers_own_cancellation_is_a_function_error()
    {
        var name = NewName();
        Lambda.Handle(name, int (int _) => throw new TaskCanceledException("mine"));
        Assert.Contains("\"errorType\":\"TaskCanceledException\"", (await FailAsync($"'{name}', $1", "1")).Detail);
        Assert.Equal(LocalCallOutcome.FunctionError, Lambda.Calls.Single(c => c.Function == name).Outcome);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_written_is_a_function_error()
    {
        var name = NewName();
        Lambda.Handle(name, (int _) => new Unwritable());
        Assert.Contains("\"errorMessage\":\"not now\"", (await FailAsync($"'{name}', $1", "1")).Detail);
        JsonElement disposed;
        using (var document = JsonDocument.Parse("[1]"))
            disposed = document.RootElement;
        Lambda.Handle(name, (int _) => disposed);
        Assert.Contains("\"errorType\":\"ObjectDisposedException\"", (await FailAsync($"'{name}', $1", "1")).Detail);
        Assert.All(Lambda.Calls.Where(c => c.Function == name), c => Assert.Equal(LocalCallOutcome.FunctionError, c.Outcome));
    }

    [Fact]
    public async Task Errors_that_are_guessed_have_no_DETAIL_at_all()
    {
        var error = await FailAsync("'no name', $1", "1");
        Assert.Equal("invalid function name \"no name\"", error.MessageText);
        Assert.Null(error.Detail);
    }

    [Fact]
    public async Task What_the_server_itself_lacks_is_not_called_unreachable()
    {
        var name = NewName();
        Lambda.Handle(name, (int _) => new string('x', 2_000_000));
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await using (var limit = new NpgsqlCommand("SET temp_file_limit = 64; SET work_mem = 64", connection))
            await limit.ExecuteNonQueryAsync(Token);
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1", "1"));
        Assert.Equal(PostgresErrorCodes.ConfigurationLimitExceeded, error.SqlState);
    }

    [Theory]
    [InlineData(60_000_000)]
    [InlineData(6_291_457)]
    public async Task A_payload_of_any_size_is_refused_as_Lambda_refuses_it_and_its_beginning_is_kept(int bytes)
    {
        var name = NewName();
        Lambda.Handle(name, (JsonElement json) => json);
        var error = await FailAsync($"'{name}', (SELECT to_json(repeat('x', {bytes} - 2)))");
        Assert.Equal("AWS Lambda client returned 'Request must be smaller than 6291456 bytes for the InvokeFunction operation'.", error.Detail);
        var call = Lambda.Calls.Single(c => c.Function == name);
        Assert.Equal((bytes, 0, LocalCallOutcome.InvokeError), (call.PayloadLength, call.Attempt, call.Outcome));
        Assert.InRange(call.PayloadBytes.Length, 1024, 8192);
        Assert.StartsWith("\"xxx", call.PayloadText);
        Assert.Contains($"{bytes} bytes", Assert.Throws<InvalidOperationException>(() => call.Payload).Message);
    }

    [Fact]
    public async Task An_event_that_is_too_large_keeps_its_beginning()
    {
        var name = NewName();
        Lambda.Handle(name, (JsonElement json) => json);
        await FailAsync($"'{name}', (SELECT to_json(repeat('é', 1000000))), invocation_type => 'Event'");
        var call = Lambda.Calls.Single(c => c.Function == name);
        Assert.Equal(2_000_002, call.PayloadLength);
        Assert.InRange(call.PayloadBytes.Length, 1024, 8192);
    }

    [Theory]
    [InlineData("(SELECT repeat('n', 3000000)), $1", "invalid function name")]
    [InlineData("'{0}', $1, context => (SELECT json_build_object('a', repeat('é', 3000000)))", "invoke API failed")]
    [InlineData("'{0}', $1, qualifier => (SELECT repeat('q', 3000000))", "invalid qualifier")]
    [InlineData("'{0}', $1, region => (SELECT repeat('r', 3000000))", "invalid region")]
    [InlineData("'{0}', $1, invocation_type => (SELECT repeat('t', 3000000))", "invalid invocation type")]
    public async Task Other_arguments_may_be_of_any_size_too(string arguments, string message)
    {
        var name = NewName();
        Lambda.Handle(name, (int i) => i);
        Assert.StartsWith(message, (await FailAsync(string.Format(arguments, name), "1")).MessageText);
        Assert.Equal("1", (await CallAsync($"'{name}', $1", "1")).Payload);
        Assert.All(Lambda.Calls, call => _ = call.ClientContext);
    }

    [Fact]
    public async Task A_start_of_the_listener_that_fails_can_be_tried_again()
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("f", (int i) => i);
        await lambda.StopListenerAsync();
        await ExecuteAsync(lambda.DataSource, "ALTER FUNCTION pglambda_standin.ping() RENAME TO gone");
        await Assert.ThrowsAsync<InvalidOperationException>(() => lambda.StartListenerAsync(Token));
        await ExecuteAsync(lambda.DataSource, "ALTER FUNCTION pglambda_standin.gone() RENAME TO ping");
        // As after a crash of the server: what was pooled is broken.
        await using (var command = lambda.DataSource.CreateCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
            await command.ExecuteNonQueryAsync(Token);
        await lambda.StartListenerAsync(Token);
        Assert.Equal("1", (await CallAsync(lambda.DataSource, "'f', $1", "1")).Payload);
    }

    [Fact]
    public async Task An_event_leaves_alone_the_fault_that_is_meant_for_the_next_call()
    {
        var name = NewName();
        var started = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var f = Lambda.Handle(name, async (int i) =>
        {
            if (i == 1 && started.TrySetResult())
            {
                await go.Task;
                throw new InvalidOperationException();
            }
            return i;
        });
        await CallAsync($"'{name}', $1, invocation_type => 'Event'", "1");
        await started.Task.WaitAsync(Token);
        f.Faults.FailNext(1, LambdaFault.Throttled);
        go.SetResult();
        await Lambda.Calls.Single(c => c.Function == name).Completion.WaitAsync(Token);
        Assert.Equal((LocalCallOutcome.Succeeded, 2), (Lambda.Calls.Single(c => c.Function == name).Outcome, Lambda.Calls.Single(c => c.Function == name).Attempt));
        Assert.Equal(1, f.Faults.Pending);
        Assert.Contains("Rate Exceeded.", (await FailAsync($"'{name}', $1", "2")).Detail);
    }

    [Fact]
    public async Task Concurrent_calls_are_recorded_without_loss()
    {
        var name = NewName();
        Lambda.Handle(name, (int i) => i);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await CallAsync($"'{name}', $1", $"{(caller * 50) + i}");
        }, Token)));
        Assert.Equal(Enumerable.Range(0, 800), Lambda.Calls.Where(c => c.Function == name).Select(c => c.Payload.GetInt32()).Order());
    }

    private sealed class SilentException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string? StackTrace => throw new NotSupportedException();
    }

    private sealed class Unwritable
    {
        public int Value => throw new InvalidOperationException("not now");
    }
}
