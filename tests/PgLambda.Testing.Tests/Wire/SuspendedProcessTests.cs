using System.Diagnostics;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>The process of the stand-in stands still, as at a debugger's breakpoint: whoever waits for it can end that.</summary>
public sealed class SuspendedProcessTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Theory]
    [InlineData(100, true)]
    [InlineData(2_000_000, true)]
    [InlineData(100, false)]
    [InlineData(2_000_000, false)]
    public async Task A_call_to_a_suspended_process_ends_in_a_time_out_and_the_next_one_after_it_goes_on_works(int length, bool calledBefore)
    {
        await using var host = await SuspendableHost.StartAsync(Lambda.ConnectionString);
        await using var connection = await host.OpenAsync();
        var major = connection.PostgreSqlVersion.Major;
        if (major == 16 && !calledBefore)
        {
            // There dblink knows no time-out while it connects, and PostgreSQL has none that could be set in a function: what ends statements ends it.
            await using var limit = new NpgsqlCommand("SET statement_timeout = '5s'", connection);
            await limit.ExecuteNonQueryAsync(Token);
        }
        if (calledBefore)
            Assert.Equal("3", (await CallAsync(connection, "'length', $1", "\"abc\"")).Payload);
        await host.SignalAsync("-STOP");
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, "'length', $1", Payload(length)).WaitAsync(Guard, Token));
        // What ends a new connection differs: from PostgreSQL 17 on, the session's end does.
        if (calledBefore || major < 16)
            Assert.Equal(("invoke API failed", "AWS Lambda client returned 'Unable to connect to endpoint'."), (error.MessageText, error.Detail));
        else
            Assert.Equal(major == 16 ? PostgresErrorCodes.QueryCanceled : "25P04", error.SqlState);
        await host.SignalAsync("-CONT");
        await using var next = await host.OpenAsync();
        // What is asked is whether it works, not whether a machine with much to do takes less than the usual three seconds.
        await using var patience = new NpgsqlCommand("SET aws_lambda.request_timeout_ms = 120000", next);
        await patience.ExecuteNonQueryAsync(Token);
        Assert.Equal($"{length}", (await CallAsync(next, "'length', $1", Payload(length)).WaitAsync(Guard, Token)).Payload);
    }

    [Theory]
    [InlineData("SET statement_timeout = 300", null)]
    [InlineData(null, "pg_cancel_backend")]
    [InlineData(null, "pg_terminate_backend")]
    public async Task A_long_payload_to_a_suspended_process_can_be_cancelled(string? set, string? function)
    {
        await using var host = await SuspendableHost.StartAsync(Lambda.ConnectionString);
        await using var connection = await host.OpenAsync();
        foreach (var statement in (string[])["SET aws_lambda.request_timeout_ms = 900000", "SELECT aws_lambda.invoke('length', '\"abc\"'::json)", set ?? "SELECT 1"])
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Token);
        }
        await host.SignalAsync("-STOP");
        var call = CallAsync(connection, "'length', $1", Payload(2_000_000));
        if (function is not null)
        {
            await using var other = await host.OpenAsync();
            // Again and again: PostgreSQL forgets a cancel that arrives while it still reads the statement.
            for (var i = 0; i < 200 && !call.IsCompleted; i++)
            {
                await ScalarAsync<bool>(other, $"SELECT {function}({connection.ProcessID})");
                await Task.WhenAny(call, Task.Delay(100, Token));
            }
        }
        var error = await Assert.ThrowsAsync<PostgresException>(() => call.WaitAsync(Guard, Token));
        Assert.Equal(function == "pg_terminate_backend" ? PostgresErrorCodes.AdminShutdown : PostgresErrorCodes.QueryCanceled, error.SqlState);
    }

    private static string Payload(int length) => $"\"{new string('x', length)}\"";

    /// <summary>A process that serves a database of its own on the server of the tests.</summary>
    private sealed class SuspendableHost : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly string _connectionString;

        private SuspendableHost(Process process, string connectionString)
        {
            _process = process;
            _connectionString = connectionString;
        }

        public static async Task<SuspendableHost> StartAsync(string server)
        {
            var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PgLambda.Testing.OrphanHost.dll"), "database", server])
            {
                RedirectStandardOutput = true,
            })!;
            var database = await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Guard, Token);
            Assert.NotNull(database);
            return new SuspendableHost(process, new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ConnectionString);
        }

        public async Task<NpgsqlConnection> OpenAsync()
        {
            var connection = new NpgsqlConnection(_connectionString);
            await connection.OpenAsync(Token);
            return connection;
        }

        public async Task SignalAsync(string signal)
        {
            using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
            await kill.WaitForExitAsync(Token);
            Assert.Equal(0, kill.ExitCode);
            if (signal != "-STOP")
                return;
            // A thread that waits for a processor stops when it gets one: on a busy machine the process goes on for a while.
            var watch = Stopwatch.StartNew();
            while (!await IsStoppedAsync())
            {
                Assert.True(watch.Elapsed < Guard, "The process did not stop.");
                await Task.Delay(10, Token);
            }
        }

        private async Task<bool> IsStoppedAsync()
        {
            using var ps = Process.Start(new ProcessStartInfo("ps", OperatingSystem.IsLinux() ? ["-L", "-o", "stat=", "-p", $"{_process.Id}"] : ["-o", "stat=", "-p", $"{_process.Id}"]) { RedirectStandardOutput = true })!;
            var states = await ps.StandardOutput.ReadToEndAsync(Token);
            return states.Length > 0 && states.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(state => state.StartsWith('T'));
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            // Its database goes with the server.
        }
    }
}
