using System.Data.Common;
using Npgsql;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>Something ends a call that is under way: the function may have run, and no retry strategy may take it for safe.</summary>
public sealed class LostConnectionTests(FailingFunctions fixture) : IClassFixture<FailingFunctions>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backend_that_is_killed_in_the_middle_of_a_call(bool isCallersConnection)
    {
        await using var dataSource = fixture.CreateDataSource(builder => builder.ApplicationName = "killed");
        await using var connection = dataSource.CreateConnection();
        var client = isCallersConnection ? new FailingFunctionsClient(connection) : new FailingFunctionsClient(dataSource);
        var number = isCallersConnection ? 11 : 12;
        var call = client.WaitAsync(number);
        await fixture.WaitForStartAsync(number);
        await fixture.AdministrateAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'killed'");

        var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => call);
        Assert.Equal((FunctionState.Unknown, "57P01"), (error.FunctionState, error.SqlState));
        Assert.False(error.IsTransient);
        Assert.False(error.IsSafeToRetry);
        // What retry strategies look for.
        Assert.IsNotAssignableFrom<DbException>(error);
        Assert.True(Assert.IsType<PostgresException>(error.InnerException).IsTransient);
        Assert.Equal(0, fixture.StartsOf(number));

        // The client goes on, on another connection, where no session was the caller's.
        Assert.Equal(2, await client.EchoAsync(2));
    }

    [Fact]
    public async Task A_socket_that_breaks_in_the_middle_of_a_call()
    {
        await using var relay = new Relay(fixture.Lambda.ConnectionString);
        await using var dataSource = NpgsqlDataSource.Create(relay.ConnectionString);
        var call = new FailingFunctionsClient(dataSource).WaitAsync(21);
        await fixture.WaitForStartAsync(21);
        relay.Break();

        var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => call);
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
        Assert.False(error.IsTransient);
        Assert.Null(error.SqlState);
    }

    [Fact]
    public async Task A_statement_that_somebody_else_cancels_is_no_time_out()
    {
        await using var dataSource = fixture.CreateDataSource(builder => builder.ApplicationName = "cancelled");
        var call = new FailingFunctionsClient(dataSource).WaitAsync(31);
        await fixture.WaitForStartAsync(31);
        await fixture.AdministrateAsync("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = 'cancelled' AND state = 'active'");

        var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => call);
        Assert.Equal((FunctionState.Unknown, "57014"), (error.FunctionState, error.SqlState));
        Assert.False(error.IsTransient);
        Assert.Contains("by somebody else", error.Message);
        Assert.DoesNotContain("request_timeout_ms", error.Message);
    }

    [Fact]
    public async Task The_statement_timeout_the_command_time_out_and_the_callers_token_are_three_things()
    {
        await using var limited = fixture.CreateDataSource(builder => builder.Options = "-c statement_timeout=300");
        var byStatement = await Assert.ThrowsAsync<LambdaTimeoutException>(() => new FailingFunctionsClient(limited).WaitAsync(41));
        Assert.Contains("statement_timeout", byStatement.Message);
        Assert.Equal("57014", byStatement.SqlState);

        await using var hurried = fixture.CreateDataSource(builder => builder.CommandTimeout = 1);
        var byCommand = await Assert.ThrowsAsync<LambdaTimeoutException>(() => new FailingFunctionsClient(hurried).WaitAsync(42));
        Assert.Contains("the command time-out", byCommand.Message);
        Assert.Null(byCommand.SqlState);
        Assert.All([byStatement, byCommand], error => Assert.Equal(FunctionState.Unknown, error.FunctionState));

        await using var dataSource = fixture.CreateDataSource();
        using var source = new CancellationTokenSource();
        var call = new FailingFunctionsClient(dataSource).WaitAsync(43, source.Token);
        await fixture.WaitForStartAsync(43);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_transaction_that_had_failed_before_keeps_the_function_from_running()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var wrong = new NpgsqlCommand("SELECT 1/0", connection))
            await Assert.ThrowsAsync<PostgresException>(() => wrong.ExecuteScalarAsync());
        var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => new FailingFunctionsClient(connection, transaction).EchoAsync(1));
        Assert.Equal((FunctionState.NotRun, "25P02"), (error.FunctionState, error.SqlState));
    }

    [Fact]
    public async Task A_connection_in_use_says_so()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        await using (var command = new NpgsqlCommand("SELECT * FROM generate_series(1, 10)", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => new FailingFunctionsClient(connection).EchoAsync(1));
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.Contains("another command is under way", error.Message);
        }
    }
}
