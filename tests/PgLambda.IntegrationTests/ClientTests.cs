using System.Text.Json;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests;

/// <summary>Generated clients against a real PostgreSQL: one test for each thing that the Quickstart shows, and for what it leaves out.</summary>
public class ClientTests(FunctionsFixture fixture) : IClassFixture<FunctionsFixture>
{
    private static readonly Order Order = new("A-100", 3);

    private LocalLambda Lambda => fixture.Lambda;

    private IFunctions Client => fixture.Client;

    [Fact]
    public async Task A_function_by_each_of_its_names()
    {
        Assert.Equal(new Quote(7.5m, null), await Client.ByFullArnAsync(Order));
        Assert.Equal(new Quote(7.5m, null), await Client.ByPartialArnAsync(Order));
        Assert.Equal(new Quote(7.5m, null), await Client.ByNameAndRegionAsync(Order));
        Assert.Equal(new Quote(7.5m, null), await Client.ByNameAsync("A-100", 3));
    }

    [Fact]
    public async Task A_qualifier_both_ways()
    {
        Assert.Equal(new LambdaResult<Quote>(200, new Quote(7.5m, null), "2"), await Client.QualifiedByArgumentAsync(Order));
        Assert.Equal(new LambdaResult<Quote>(200, new Quote(7.5m, null), "2"), await Client.QualifiedByNameAsync(Order));
    }

    [Fact]
    public async Task A_client_context_and_the_tail_of_the_log()
    {
        var result = await Client.WithLogAsync(Order, new Context(new() { ["trace"] = "4bf9 – ü" }));
        Assert.Equal("4bf9 – ü", result.Payload?.Trace);
        Assert.Equal("$LATEST", result.ExecutedVersion);
        Assert.Contains("pricing A-100\n", result.Log);

        Assert.Null((await Client.WithLogAsync(Order, null)).Payload?.Trace);
    }

    [Fact]
    public async Task An_event_is_answered_at_once_and_run_afterwards()
    {
        var order = new Order(Guid.NewGuid().ToString(), 1);
        Assert.Equal(202, (await Client.EventAsync(order)).StatusCode);
        await WaitForPlacedAsync(order.Sku);
    }

    [Fact]
    public async Task A_dry_run_does_not_run_the_function()
    {
        var result = await Client.DryRunAsync();
        Assert.Equal(204, result.StatusCode);
        Assert.Null(result.Log);
        await Assert.ThrowsAsync<LambdaInvokeException>(() => Client.DryRunUnknownAsync());
    }

    [Fact]
    public async Task Inside_a_transaction_and_not_undone_by_its_rollback()
    {
        var order = new Order(Guid.NewGuid().ToString(), 1);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var expected = await ScalarAsync<long>(connection, "SELECT txid_current()");

        IFunctions client = new FunctionsClient(connection, transaction);
        await client.EventAsync(order);
        Assert.Equal(7.5m, (await client.ByNameAsync("A", 3)).Total);
        await transaction.RollbackAsync();

        var call = await WaitForPlacedAsync(order.Sku);
        Assert.Equal(expected, call.TransactionId);
    }

    [Fact]
    public async Task A_closed_connection_is_opened_for_the_call_and_closed_after_it()
    {
        await using var connection = new NpgsqlConnection(Lambda.ConnectionString);
        Assert.Equal("x", await new FunctionsClient(connection).EchoAsync("x"));
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
        await Assert.ThrowsAsync<LambdaInvokeException>(() => new FunctionsClient(connection).UnknownAsync());
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
    }

    // AWS publishes no SQLSTATE for its errors. Where it is of class XX, Npgsql takes the server for dying and closes the connection.
    [Fact]
    public async Task An_error_of_class_XX_ends_the_connection_with_its_transaction()
    {
        await using var connection = await Lambda.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var error = await Assert.ThrowsAsync<LambdaFunctionException>(() => new FunctionsClient(connection, transaction).ThrowsAsync(Order));
        Assert.StartsWith("XX", error.SqlState);
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task An_error_of_another_class_aborts_the_transaction_and_a_savepoint_saves_it()
    {
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { Guesses = new StandInGuesses { ErrorCode = "38000" } });
        lambda.Handle("throws", (Order order) => throw new KeyNotFoundException());
        lambda.Handle("echo", (JsonElement json) => json);
        await using var connection = await lambda.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        IFunctions client = new FunctionsClient(connection, transaction);

        await transaction.SaveAsync("before");
        var error = await Assert.ThrowsAsync<LambdaFunctionException>(() => client.ThrowsAsync(Order));
        Assert.Equal("38000", error.SqlState);
        await transaction.RollbackAsync("before");
        Assert.Equal("x", await client.EchoAsync("x"));

        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.ThrowsAsync(Order));
        var aborted = await Assert.ThrowsAsync<LambdaDatabaseException>(() => client.EchoAsync("x"));
        Assert.Equal((PostgresErrorCodes.InFailedSqlTransaction, FunctionState.NotRun), (aborted.SqlState, aborted.FunctionState));
    }

    [Fact]
    public async Task A_function_that_throws()
    {
        var error = await Assert.ThrowsAsync<LambdaFunctionException>(() => Client.ThrowsAsync(Order));
        Assert.Equal(LambdaErrorKind.Unhandled, error.ErrorKind);
        Assert.Equal("KeyNotFoundException", error.ErrorType);
        Assert.Equal("no \"such\" sku: A-100", error.ErrorMessage);
        Assert.Equal("arn:aws:lambda:us-west-2:123456789012:function:throws", error.FunctionArn);
        Assert.NotEmpty(error.StackTraceLines);
        Assert.Equal("throws", error.Function);
        Assert.False(error.DetailRedacted);
        Assert.IsType<PostgresException>(error.InnerException);
    }

    [Fact]
    public async Task A_function_that_reports_an_error()
    {
        var error = await Assert.ThrowsAsync<LambdaFunctionException>(async () => await Client.ReportsAsync(Order));
        Assert.Equal((LambdaErrorKind.Handled, "OutOfStock", "none left"), (error.ErrorKind, error.ErrorType, error.ErrorMessage));
    }

    [Fact]
    public async Task A_function_that_does_not_exist()
    {
        var error = await Assert.ThrowsAsync<LambdaInvokeException>(() => Client.UnknownAsync());
        Assert.Equal(LambdaInvokeFailure.FunctionNotFound, error.Reason);
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
    }

    [Fact]
    public async Task Without_error_details_the_exception_says_how_to_see_them()
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { IncludeErrorDetail = false });
        IFunctions client = new FunctionsClient(dataSource);

        var function = await Assert.ThrowsAsync<LambdaFunctionException>(() => client.ThrowsAsync(Order));
        Assert.True(function.DetailRedacted);
        Assert.Equal(LambdaErrorKind.Unknown, function.ErrorKind);
        Assert.Contains("Include Error Detail=true", function.Message);
        var invoke = await Assert.ThrowsAsync<LambdaInvokeException>(() => client.UnknownAsync());
        Assert.True(invoke.DetailRedacted);
        Assert.Equal(LambdaInvokeFailure.Unknown, invoke.Reason);
    }

    [Fact]
    public async Task A_missing_grant_says_which_and_the_grant_mends_it()
    {
        var role = "app_" + Guid.NewGuid().ToString("N")[..8];
        await ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{role}'");
        await using (var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { Username = role, Password = role, Pooling = false }))
        {
            IFunctions client = new FunctionsClient(dataSource);
            var error = await Assert.ThrowsAsync<LambdaPermissionException>(() => client.EchoAsync("x"));
            Assert.Equal("42501", error.SqlState);
            Assert.Contains(role, error.GrantSql);

            await ExecuteAsync($"GRANT USAGE ON SCHEMA aws_lambda TO {role}");
            error = await Assert.ThrowsAsync<LambdaPermissionException>(() => client.EchoAsync("x"));
            await ExecuteAsync(error.GrantSql);
            Assert.Equal("x", await client.EchoAsync("x"));
        }
        await ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task A_missing_extension_says_how_to_create_it()
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { Database = "template1", Pooling = false });
        var error = await Assert.ThrowsAsync<LambdaExtensionMissingException>(() => new FunctionsClient(dataSource).EchoAsync("x"));
        Assert.Contains("CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE", error.Message);
    }

    [Fact]
    public async Task Cancellation_stays_an_OperationCanceledException()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.SlowAsync(source.Token));
    }

    [Fact]
    public async Task A_cancelled_token_sends_nothing()
    {
        var text = Guid.NewGuid().ToString();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.EchoAsync(text, new CancellationToken(canceled: true)));
        Assert.DoesNotContain(Lambda.Calls, call => call.PayloadText.Contains(text));
    }

    [Fact]
    public async Task Time_outs_of_the_database_say_that_the_function_may_have_run()
    {
        await using var byStatement = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { Options = "-c statement_timeout=200" });
        var error = await Assert.ThrowsAsync<LambdaTimeoutException>(() => new FunctionsClient(byStatement).SlowAsync());
        Assert.Equal(PostgresErrorCodes.QueryCanceled, error.SqlState);

        await using var byCommand = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { CommandTimeout = 1 });
        error = await Assert.ThrowsAsync<LambdaTimeoutException>(() => new FunctionsClient(byCommand).SlowAsync());
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
        Assert.Null(error.SqlState);
    }

    [Fact]
    public async Task The_extensions_own_time_out_reads_like_an_unreachable_endpoint()
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { Options = "-c aws_lambda.request_timeout_ms=200" });
        var error = await Assert.ThrowsAsync<LambdaInvokeException>(() => new FunctionsClient(dataSource).SlowAsync());
        Assert.Equal((LambdaInvokeFailure.EndpointUnreachable, FunctionState.Unknown, true), (error.Reason, error.FunctionState, error.IsTransient));
    }

    private async Task<RecordedCall> WaitForPlacedAsync(string sku)
    {
        for (var i = 0; i < 200; i++)
        {
            if (Lambda.Calls.FirstOrDefault(c => c.Function == "placed" && c.PayloadText.Contains(sku)) is { } call)
                return call;
            await Task.Delay(25);
        }
        throw new TimeoutException("The event's handler did not run.");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Lambda.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
