using Npgsql;

namespace PgLambda.IntegrationTests.Timeouts;

/// <summary>A call's own time-out holds for that statement alone, whatever the session, its transaction and its savepoints have, prepared or not.</summary>
public sealed class TimeoutTests(TimedFunctions fixture) : IClassFixture<TimedFunctions>
{
    private const string Setting = "aws_lambda.request_timeout_ms";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Prepared => new(false, true);

    private static LambdaClientOptions Options(bool isPrepared) => new() { PrepareStatements = isPrepared };

    [Theory]
    [MemberData(nameof(Prepared))]
    public async Task The_call_has_it_and_the_session_has_not(bool isPrepared)
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync(Token);
        var client = new TimedFunctionsClient(connection, options: Options(isPrepared));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(20_000, await client.TwentySecondsAsync(i, Token));
            Assert.Equal(3_000, await client.AsTheSessionHasItAsync(i, cancellationToken: Token));
            Assert.Equal("", await SettingAsync(connection));
        }
    }

    [Theory]
    [MemberData(nameof(Prepared))]
    public async Task The_value_of_a_callers_transaction_is_there_again(bool isPrepared)
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync(Token);
        await ExecuteAsync(connection, $"SET {Setting} = 4000");
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            var client = new TimedFunctionsClient(connection, transaction, Options(isPrepared));
            await ExecuteAsync(connection, $"SET LOCAL {Setting} = 5000");
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(20_000, await client.TwentySecondsAsync(i, Token));
                Assert.Equal("5000", await SettingAsync(connection));
                Assert.Equal(5_000, await client.AsTheSessionHasItAsync(i, cancellationToken: Token));
                Assert.Equal(7_000, await client.AsTheSessionHasItAsync(i, new LambdaCallOptions { TimeoutMilliseconds = 7_000 }, Token));
                Assert.Equal("5000", await SettingAsync(connection));
            }
            await transaction.CommitAsync(Token);
        }
        Assert.Equal("4000", await SettingAsync(connection));
    }

    [Theory]
    [MemberData(nameof(Prepared))]
    public async Task After_a_failure_and_a_savepoint_too(bool isPrepared)
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var client = new TimedFunctionsClient(connection, transaction, Options(isPrepared));
        await ExecuteAsync(connection, $"SET LOCAL {Setting} = 5000");
        Assert.Equal(20_000, await client.TwentySecondsAsync(0, Token));
        await transaction.SaveAsync("before", Token);
        // An error of PostgreSQL's own, which leaves the connection open: the role may not call any more.
        await ExecuteAsync(connection, "SET LOCAL ROLE pg_monitor");
        await Assert.ThrowsAsync<LambdaPermissionException>(() => client.TwentySecondsAsync(1, Token));
        await transaction.RollbackAsync("before", Token);
        Assert.Equal("5000", await SettingAsync(connection));
        Assert.Equal(20_000, await client.TwentySecondsAsync(2, Token));
        Assert.Equal("5000", await SettingAsync(connection));
    }

    [Fact]
    public async Task After_an_exception_block_of_a_database_function()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await ExecuteAsync(connection, $"SET LOCAL {Setting} = 5000");
        await using (var failing = new NpgsqlCommand("DO $$BEGIN PERFORM set_config('" + Setting + "', '6000', true); RAISE division_by_zero; EXCEPTION WHEN OTHERS THEN NULL; END$$", connection, transaction))
            await failing.ExecuteNonQueryAsync(Token);
        Assert.Equal(20_000, await new TimedFunctionsClient(connection, transaction).TwentySecondsAsync(0, Token));
        Assert.Equal("5000", await SettingAsync(connection));
    }

    [Fact]
    public async Task A_failed_call_leaves_nothing_behind()
    {
        await using var dataSource = fixture.CreateDataSource(builder => builder.Options = $"-c {Setting}=4000");
        var client = new TimedFunctionsClient(dataSource);
        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1, Token));
        Assert.Equal(4_000, await client.AsTheSessionHasItAsync(1, cancellationToken: Token));
    }

    [Fact]
    public async Task Event_and_DryRun_have_it_as_well()
    {
        var number = Random.Shared.Next();
        var client = new TimedFunctionsClient(fixture.Lambda.DataSource);
        Assert.Equal(202, (await client.EventAsync(number, Token)).StatusCode);
        Assert.Equal(204, (await client.DryRunAsync(number, Token)).StatusCode);
        Assert.Equal(
            [TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15)],
            fixture.Lambda.Calls.Where(call => call.PayloadText == $"{number}").Select(call => call.RequestTimeout));
    }

    [Fact]
    public async Task The_limits_that_end_a_call_are_told_apart()
    {
        await using var ordinary = fixture.CreateDataSource();
        var request = await Assert.ThrowsAsync<LambdaInvokeException>(() => new TimedFunctionsClient(ordinary).WaitsTooLongAsync(1, Token));
        Assert.Equal((LambdaInvokeFailure.EndpointUnreachable, FunctionState.Unknown), (request.Reason, request.FunctionState));
        Assert.Contains("150 ms for this call", request.Message);

        await using var withheld = fixture.CreateDataSource(builder => builder.IncludeErrorDetail = false);
        var unknown = await Assert.ThrowsAsync<LambdaInvokeException>(() => new TimedFunctionsClient(withheld).WaitsTooLongAsync(1, Token));
        Assert.Equal((LambdaInvokeFailure.Unknown, FunctionState.Unknown), (unknown.Reason, unknown.FunctionState));
        Assert.Contains("150 ms for this call", unknown.Message);

        await using var byStatement = fixture.CreateDataSource(builder => builder.Options = "-c statement_timeout=200");
        var statement = await Assert.ThrowsAsync<LambdaTimeoutException>(() => new TimedFunctionsClient(byStatement).WaitsAsync(1, Token));
        Assert.Equal((LambdaTimeLimit.StatementTimeout, FunctionState.Unknown), (statement.Limit, statement.FunctionState));

        await using var byCommand = fixture.CreateDataSource(builder => builder.CommandTimeout = 1);
        var command = await Assert.ThrowsAsync<LambdaTimeoutException>(
            () => new TimedFunctionsClient(byCommand, WithWaits(null)).AsTheSessionHasItAsync(1, cancellationToken: Token));
        Assert.Equal((LambdaTimeLimit.CommandTimeout, FunctionState.Unknown), (command.Limit, command.FunctionState));

        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var token = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TimedFunctionsClient(ordinary).WaitsAsync(1, source.Token));
        Assert.Equal(source.Token, token.CancellationToken);

        await using var connection = await ordinary.OpenConnectionAsync(Token);
        var waiting = new TimedFunctionsClient(connection).WaitsAsync(77, Token);
        await CancelFromOutsideAsync(connection.ProcessID, waiting);
        var outside = await Assert.ThrowsAsync<LambdaDatabaseException>(() => waiting);
        Assert.Equal((PostgresErrorCodes.QueryCanceled, FunctionState.Unknown), (outside.SqlState, outside.FunctionState));
    }

    [Theory]
    [InlineData("set_config(text, text, boolean)")]
    [InlineData("current_setting(text, boolean)")]
    public async Task A_role_that_may_not_change_settings_is_told_where_to_set_it(string function)
    {
        var role = "refused_" + Guid.NewGuid().ToString("N")[..12];
        await using var administrator = await fixture.Lambda.DataSource.OpenConnectionAsync(Token);
        await ExecuteAsync(
            administrator,
            $"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA aws_lambda, aws_commons TO {role}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda, aws_commons TO {role}; "
            + $"REVOKE EXECUTE ON FUNCTION pg_catalog.{function} FROM PUBLIC");
        try
        {
            await using var dataSource = fixture.CreateDataSource(builder => (builder.Username, builder.Pooling) = (role, false));
            var client = new TimedFunctionsClient(dataSource);
            fixture.Lambda.ForgetCalls();
            var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => client.TwentySecondsAsync(1, Token));
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.Contains($"ALTER ROLE … SET {Setting} = 20000", error.Message, StringComparison.Ordinal);
            error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => client.AsTheSessionHasItAsync(1, new LambdaCallOptions { TimeoutMilliseconds = 7_000 }, Token));
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.Empty(fixture.Lambda.Calls);
            // As the message says.
            await ExecuteAsync(administrator, $"ALTER ROLE {role} SET {Setting} = 20000");
            Assert.Equal(20_000, await client.AsTheSessionHasItAsync(1, cancellationToken: Token));
        }
        finally
        {
            await ExecuteAsync(administrator, $"GRANT EXECUTE ON FUNCTION pg_catalog.{function} TO PUBLIC; DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task The_command_time_out_is_kept_above_the_calls_own()
    {
        // One second would end the call before the extension's two: only the extension can say what was the matter.
        await using var dataSource = fixture.CreateDataSource(builder => builder.CommandTimeout = 1);
        var error = await Assert.ThrowsAsync<LambdaInvokeException>(
            () => new TimedFunctionsClient(dataSource, WithWaits(2_000)).AsTheSessionHasItAsync(1, cancellationToken: Token));
        Assert.Equal(LambdaInvokeFailure.EndpointUnreachable, error.Reason);
    }

    [Fact]
    public async Task Configuration_and_the_call_itself_give_one_by_turns()
    {
        var options = new LambdaClientOptions { Functions = { new LambdaFunctionOverride { Name = "limit", TimeoutMilliseconds = 8_000 } } };
        var client = new TimedFunctionsClient(fixture.Lambda.DataSource, options);
        Assert.Equal(8_000, await client.TwentySecondsAsync(1, Token));
        Assert.Equal(8_000, await client.AsTheSessionHasItAsync(1, new LambdaCallOptions(), Token));
        Assert.Equal(9_000, await client.AsTheSessionHasItAsync(1, new LambdaCallOptions { TimeoutMilliseconds = 9_000 }, Token));
    }

    private static int Cancellations => 400 * Thoroughness.Times;

    [Fact]
    public async Task Many_cancelled_and_timed_out_calls_leave_the_pool_usable()
    {
        const int lanes = 4;
        var ended = await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(() => CancelAsync(lane, Cancellations / lanes), Token)));
        Assert.All(ended, count => Assert.InRange(count, Cancellations / lanes / 2, Cancellations / lanes));
    }

    // A pool of one connection. Each call is cancelled: before it is sent, while the server works on it, or when it has answered.
    private async Task<int> CancelAsync(int lane, int calls)
    {
        await using var dataSource = fixture.CreateDataSource();
        var client = new TimedFunctionsClient(dataSource);
        var random = new Random(lane);
        var ended = 0;
        for (var i = 0; i < calls; i++)
        {
            using var source = new CancellationTokenSource();
            // Every other function does not answer in time: where PostgreSQL gets the cancel request before the statement, and so misses it, the limit ends the call.
            var waits = i % 2 == 0;
            var call = waits ? client.WaitsTooLongAsync(i, source.Token) : client.TwentySecondsAsync(i, source.Token);
            Thread.SpinWait(random.Next(5_000));
            await source.CancelAsync();
            try
            {
                Assert.Equal(20_000, await call);
                Assert.False(waits);
            }
            catch (Exception exception) when (exception is OperationCanceledException || waits && exception is LambdaInvokeException)
            {
                ended++;
            }
            // Its own answer, under its own limit.
            if (i % 10 == 0)
                Assert.Equal(3_000, await client.AsTheSessionHasItAsync(i, cancellationToken: Token));
        }
        Assert.Equal(20_000, await client.TwentySecondsAsync(1, Token));
        return ended;
    }

    // The method without a time-out calls the function that waits, in this environment.
    private static LambdaClientOptions WithWaits(int? timeout) => new()
    {
        Clients = { ["ITimedFunctions"] = new LambdaClientOverride { Methods = { ["AsTheSessionHasItAsync"] = new LambdaOverride { Function = "waits", TimeoutMilliseconds = timeout } } } },
    };

    private async Task CancelFromOutsideAsync(int processId, Task waiting)
    {
        // The statement must have begun: a cancel that comes before finds nothing to cancel.
        for (var i = 0; i < 600 && !waiting.IsCompleted; i++)
        {
            await using var command = fixture.Lambda.DataSource.CreateCommand(
                $"SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = {processId} AND state = 'active' AND query LIKE '%invoke%'");
            await command.ExecuteScalarAsync(Token);
            await Task.WhenAny(waiting, Task.Delay(100, Token));
        }
    }

    private static async Task<string?> SettingAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand($"SELECT coalesce(current_setting('{Setting}', true), '')", connection);
        return (string?)await command.ExecuteScalarAsync(Token);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
