using System.Diagnostics;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

[Collection(NonParallelTests.Name)]
public sealed class CancellationTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    // Far beyond everything that ends a call here, so that what ended it is plain.
    private const string Patient = "SET aws_lambda.request_timeout_ms = 300000";

    /// <summary>A function whose handler waits for its token; and a task that ends when its token has fired.</summary>
    private (string Name, Task Cancelled) Waiting()
    {
        var name = NewName();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lambda.Handle<object, int>(name, async (_, call) =>
        {
            // Kept to the end: the delay below may go on, and would take the registration away, before its turn has come.
            call.CancellationToken.Register(() => cancelled.TrySetResult());
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return 1;
        });
        return (name, cancelled.Task);
    }

    private async Task AssertCancelledAsync(string name, Task cancelled)
    {
        await cancelled.WaitAsync(Guard, Token);
        var call = Lambda.Calls.Last(c => c.Function == name);
        await call.Completion.WaitAsync(Guard, Token);
        Assert.Equal(LocalCallOutcome.Cancelled, call.Outcome);
    }

    private async Task<NpgsqlConnection> OpenPatientAsync()
    {
        var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await using var command = new NpgsqlCommand(Patient, connection);
        await command.ExecuteNonQueryAsync(Token);
        return connection;
    }

    [Theory]
    [InlineData(500)]
    [InlineData(900)]
    public async Task Statement_timeout_ends_a_call(int milliseconds)
    {
        var (name, cancelled) = Waiting();
        await using var connection = await OpenPatientAsync();
        await ScalarAsync<string>(connection, $"SELECT set_config('statement_timeout', '{milliseconds}', false)");
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1"));
        Assert.Equal("57014", error.SqlState);
        Assert.Equal("canceling statement due to statement timeout", error.MessageText);
        await AssertCancelledAsync(name, cancelled);
        await ScalarAsync<string>(connection, "SELECT set_config('statement_timeout', '0', false)");
        Lambda.Handle(name, (object _) => 5);
        Assert.Equal("5", (await CallAsync(connection, $"'{name}', $1")).Payload);
    }

    [Fact]
    public async Task A_CancellationToken_ends_a_call()
    {
        var (name, cancelled) = Waiting();
        await using var connection = await OpenPatientAsync();
        using var source = new CancellationTokenSource(300);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync(connection, $"'{name}', $1", token: source.Token));
        await AssertCancelledAsync(name, cancelled);
    }

    [Fact]
    public async Task CommandTimeout_ends_a_call()
    {
        var (name, cancelled) = Waiting();
        await using var connection = await OpenPatientAsync();
        await using var command = new NpgsqlCommand($"SELECT * FROM aws_lambda.invoke('{name}', '1'::json)", connection) { CommandTimeout = 1 };
        var error = await Assert.ThrowsAsync<NpgsqlException>(() => command.ExecuteScalarAsync(Token));
        Assert.IsType<TimeoutException>(error.InnerException);
        await AssertCancelledAsync(name, cancelled);
    }

    [Fact]
    public async Task A_terminated_session_cancels_the_handler()
    {
        var (name, cancelled) = Waiting();
        await using var connection = await OpenPatientAsync();
        var pid = await ScalarAsync<int>(connection, "SELECT pg_backend_pid()");
        var call = CallAsync(connection, $"'{name}', $1");
        while (!Lambda.Calls.Any(c => c.Function == name))
            await Task.Delay(1, Token);
        await ExecuteAsync(Lambda.DataSource, $"SELECT pg_terminate_backend({pid})");
        await Assert.ThrowsAsync<PostgresException>(() => call);
        await AssertCancelledAsync(name, cancelled);
    }

    [Fact]
    public async Task A_cancel_that_is_signalled_twice_still_cancels_the_handler()
    {
        // As PostgreSQL itself does; the second signal may strike while the first is being handled.
        await using var connection = await OpenPatientAsync();
        var pid = await ScalarAsync<int>(connection, "SELECT pg_backend_pid()");
        for (var i = 0; i < 100; i++)
        {
            var (name, cancelled) = Waiting();
            var call = CallAsync(connection, $"'{name}', $1");
            while (!Lambda.Calls.Any(c => c.Function == name))
                await Task.Delay(1, Token);
            await ExecuteAsync(Lambda.DataSource, $"SELECT pg_cancel_backend({pid}) FROM generate_series(1, 2)");
            Assert.Equal("57014", (await Assert.ThrowsAsync<PostgresException>(() => call)).SqlState);
            await cancelled.WaitAsync(Guard, Token);
        }
    }

    [Fact]
    public async Task The_request_timeout_reads_like_an_unreachable_endpoint_and_cancels_the_handler_while_the_session_lives_on()
    {
        var (patient, patientCancelled) = Waiting();
        await using var other = await OpenPatientAsync();
        var waits = CallAsync(other, $"'{patient}', $1");
        var (name, cancelled) = Waiting();
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await ScalarAsync<string>(connection, "SELECT set_config('aws_lambda.request_timeout_ms', '300', false)");
        var started = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1").WaitAsync(Guard, Token));
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(280));
        Assert.Equal("invoke API failed", error.MessageText);
        Assert.Equal("AWS Lambda client returned 'Unable to connect to endpoint'.", error.Detail);
        await AssertCancelledAsync(name, cancelled);

        // The other one waits on, with another limit.
        Assert.False(waits.IsCompleted || patientCancelled.IsCompleted);
        await ExecuteAsync(Lambda.DataSource, $"SELECT pg_cancel_backend({other.ProcessID})");
        await Assert.ThrowsAsync<PostgresException>(() => waits);
    }

    [Fact]
    public async Task The_request_timeout_is_three_seconds_by_default_and_may_be_set_for_one_call()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1).Faults.FailNext(2, LambdaFault.Timeout);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await using (var command = new NpgsqlCommand($"""
            SELECT i.status_code FROM (SELECT set_config('aws_lambda.request_timeout_ms', '200', true) AS s) AS t,
            LATERAL aws_lambda.invoke('{name}', '1'::json, NULL, CASE WHEN t.s IS NOT NULL THEN 'RequestResponse' END) AS i
            """, connection))
        {
            await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync(Token));
        }
        var started = Stopwatch.GetTimestamp();
        await FailAsync($"'{name}', $1");
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(2980));
        Assert.Equal(200, (await CallAsync($"'{name}', $1")).StatusCode);
        Assert.Equal([200, 3000, 3000], Lambda.Calls.Where(c => c.Function == name).Select(c => c.RequestTimeout.TotalMilliseconds));
    }

    [Fact]
    public async Task The_connect_timeout_ends_a_call_to_an_unreachable_endpoint()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1).Faults.FailNext(1, LambdaFault.Unreachable);
        await using var connection = await OpenPatientAsync();
        await ScalarAsync<string>(connection, "SELECT set_config('aws_lambda.connect_timeout_ms', '150', false)");
        var started = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1").WaitAsync(Guard, Token));
        Assert.Equal("AWS Lambda client returned 'Unable to connect to endpoint'.", error.Detail);
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(140));
        Assert.Equal(LocalCallOutcome.InvokeError, Lambda.Calls.Single(c => c.Function == name).Outcome);
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
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(130));
    }
}
