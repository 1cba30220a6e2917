using System.Diagnostics;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

[Collection(NonParallelTests.Name)]
public sealed class CancellationTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    // Room for a machine that is busy, and still less than the default request time-out of three seconds.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>A function whose handler waits for its token; gives the moment at which the token fired.</summary>
    private (string Name, Task<long> Cancelled) Waiting()
    {
        var name = NewName();
        var cancelled = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lambda.Handle<object, int>(name, async (_, call) =>
        {
            // Kept to the end: the delay below may go on, and would take the registration away, before its turn has come.
            call.CancellationToken.Register(() => cancelled.TrySetResult(Stopwatch.GetTimestamp()));
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return 1;
        });
        return (name, cancelled.Task);
    }

    private async Task AssertCancelledAsync(string name, Task<long> cancelled, long started, TimeSpan due)
    {
        var ended = Stopwatch.GetElapsedTime(started);
        Assert.InRange(ended, due - TimeSpan.FromMilliseconds(20), due + Tolerance);
        var fired = Stopwatch.GetElapsedTime(started, await cancelled.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Assert.InRange(fired, due - TimeSpan.FromMilliseconds(20), due + Tolerance);
        var call = Lambda.Calls.Last(c => c.Function == name);
        await call.Completion.WaitAsync(TimeSpan.FromSeconds(5), Token);
        Assert.Equal(LocalCallOutcome.Cancelled, call.Outcome);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(900)]
    public async Task Statement_timeout_ends_a_call(int milliseconds)
    {
        var (name, cancelled) = Waiting();
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await ScalarAsync<string>(connection, $"SELECT set_config('statement_timeout', '{milliseconds}', false)");
        var started = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1"));
        Assert.Equal("57014", error.SqlState);
        Assert.Equal("canceling statement due to statement timeout", error.MessageText);
        await AssertCancelledAsync(name, cancelled, started, TimeSpan.FromMilliseconds(milliseconds));
        Lambda.Handle(name, (object _) => 5);
        Assert.Equal("5", (await CallAsync(connection, $"'{name}', $1")).Payload);
    }

    [Fact]
    public async Task A_CancellationToken_ends_a_call()
    {
        var (name, cancelled) = Waiting();
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        using var source = new CancellationTokenSource(300);
        var started = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync(connection, $"'{name}', $1", token: source.Token));
        await AssertCancelledAsync(name, cancelled, started, TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task CommandTimeout_ends_a_call()
    {
        var (name, cancelled) = Waiting();
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await using var command = new NpgsqlCommand($"SELECT * FROM aws_lambda.invoke('{name}', '1'::json)", connection) { CommandTimeout = 1 };
        var started = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<NpgsqlException>(() => command.ExecuteScalarAsync(Token));
        Assert.IsType<TimeoutException>(error.InnerException);
        await AssertCancelledAsync(name, cancelled, started, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_terminated_session_cancels_the_handler()
    {
        var (name, cancelled) = Waiting();
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        var pid = await ScalarAsync<int>(connection, "SELECT pg_backend_pid()");
        var call = CallAsync(connection, $"'{name}', $1");
        await Task.Delay(100, Token);
        await ExecuteAsync(Lambda.DataSource, $"SELECT pg_terminate_backend({pid})");
        await Assert.ThrowsAsync<PostgresException>(() => call);
        await cancelled.WaitAsync(TimeSpan.FromMilliseconds(500), Token);
    }

    [Fact]
    public async Task A_cancel_that_is_signalled_twice_still_cancels_the_handler()
    {
        // As PostgreSQL itself does; the second signal may strike while the first is being handled.
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        var pid = await ScalarAsync<int>(connection, "SELECT pg_backend_pid()");
        for (var i = 0; i < 100; i++)
        {
            var (name, cancelled) = Waiting();
            var call = CallAsync(connection, $"'{name}', $1");
            while (!Lambda.Calls.Any(c => c.Function == name))
                await Task.Delay(1, Token);
            await ExecuteAsync(Lambda.DataSource, $"SELECT pg_cancel_backend({pid}) FROM generate_series(1, 2)");
            Assert.Equal("57014", (await Assert.ThrowsAsync<PostgresException>(() => call)).SqlState);
            await cancelled.WaitAsync(TimeSpan.FromSeconds(2), Token);
        }
    }

    [Theory]
    [InlineData("300", 300)]
    [InlineData("700", 700)]
    public async Task The_request_timeout_reads_like_an_unreachable_endpoint(string setting, int milliseconds)
    {
        var (name, cancelled) = Waiting();
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await ScalarAsync<string>(connection, $"SELECT set_config('aws_lambda.request_timeout_ms', '{setting}', false)");
        var started = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1"));
        Assert.Equal("invoke API failed", error.MessageText);
        Assert.Equal("AWS Lambda client returned 'Unable to connect to endpoint'.", error.Detail);
        await AssertCancelledAsync(name, cancelled, started, TimeSpan.FromMilliseconds(milliseconds));
    }

    [Fact]
    public async Task The_request_timeout_is_three_seconds_by_default_and_may_be_set_for_one_call()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1).Faults.FailNext(2, LambdaFault.Timeout);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        var started = Stopwatch.GetTimestamp();
        await using (var command = new NpgsqlCommand($"""
            SELECT i.status_code FROM (SELECT set_config('aws_lambda.request_timeout_ms', '200', true) AS s) AS t,
            LATERAL aws_lambda.invoke('{name}', '1'::json, NULL, CASE WHEN t.s IS NOT NULL THEN 'RequestResponse' END) AS i
            """, connection))
        {
            await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync(Token));
        }
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 190, 2900);
        started = Stopwatch.GetTimestamp();
        await FailAsync($"'{name}', $1");
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2980, 30_000);
        Assert.Equal(200, (await CallAsync($"'{name}', $1")).StatusCode);
    }

    [Fact]
    public async Task The_connect_timeout_bounds_an_unreachable_endpoint()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1).Faults.FailNext(1, LambdaFault.Unreachable);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await ScalarAsync<string>(connection, "SELECT set_config('aws_lambda.connect_timeout_ms', '150', false)");
        var started = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1"));
        Assert.Equal("AWS Lambda client returned 'Unable to connect to endpoint'.", error.Detail);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 140, 950);
    }

    [Theory]
    [InlineData("aws_lambda.request_timeout_ms", "0")]
    [InlineData("aws_lambda.request_timeout_ms", "900001")]
    [InlineData("aws_lambda.request_timeout_ms", "3s")]
    [InlineData("aws_lambda.request_timeout_ms", "-1")]
    [InlineData("aws_lambda.connect_timeout_ms", "1.5")]
    [InlineData("aws_lambda.connect_timeout_ms", "99999999999999999999")]
    public async Task A_timeout_out_of_bounds_is_refused(string setting, string value)
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await ScalarAsync<string>(connection, $"SELECT set_config('{setting}', '{value}', false)");
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1"));
        Assert.Equal("22023", error.SqlState);
        Assert.Equal($"invalid value for parameter \"{setting}\": \"{value}\"", error.MessageText);
        Assert.DoesNotContain(Lambda.Calls, c => c.Function == name);
    }

    [Fact]
    public async Task A_delay_runs_the_handler_later()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1).Faults.FailNext(1, LambdaFault.Delay(TimeSpan.FromMilliseconds(150)));
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(200, (await CallAsync($"'{name}', $1")).StatusCode);
        Assert.True(Stopwatch.GetElapsedTime(started).TotalMilliseconds >= 145);
    }
}
