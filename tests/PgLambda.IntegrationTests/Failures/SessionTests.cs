using Npgsql;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>A client on a caller's connection never goes on in another session: it would be another role there, and outside the transaction.</summary>
public sealed class SessionTests(FailingFunctions fixture) : IClassFixture<FailingFunctions>
{
    [Fact]
    public async Task After_an_error_that_closed_the_connection_the_role_that_was_set_is_gone()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        await ExecuteAsync(connection, "SET ROLE pg_monitor; RESET ROLE");
        var client = new FailingFunctionsClient(connection);
        Assert.Equal("XX000", (await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1))).SqlState);
        await AssertRefusedAsync(client);
        // Whoever opens it again has another session, and makes another client.
        await connection.OpenAsync();
        await AssertRefusedAsync(client);
        Assert.Equal(1, await new FailingFunctionsClient(connection).EchoAsync(1));
    }

    [Fact]
    public async Task After_an_error_inside_a_transaction_the_next_call_does_not_run_outside()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        await ExecuteAsync(connection, "BEGIN");
        var client = new FailingFunctionsClient(connection);
        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1));
        await AssertRefusedAsync(client);
    }

    [Fact]
    public async Task A_connection_that_the_caller_opened_after_making_the_client_and_that_broke()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = dataSource.CreateConnection();
        var client = new FailingFunctionsClient(connection);
        await connection.OpenAsync();
        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1));
        await AssertRefusedAsync(client);
    }

    [Fact]
    public async Task A_connection_that_was_closed_and_opened_again()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        var client = new FailingFunctionsClient(connection);
        await connection.CloseAsync();
        await AssertRefusedAsync(client);
        await connection.OpenAsync();
        await AssertRefusedAsync(client);
    }

    [Fact]
    public async Task A_connection_that_was_closed_when_the_client_got_it_is_opened_for_each_call()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = dataSource.CreateConnection();
        var client = new FailingFunctionsClient(connection);
        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1));
        Assert.Equal(System.Data.ConnectionState.Closed, connection.FullState);
        Assert.Equal(1, await client.EchoAsync(1));
    }

    [Fact]
    public async Task The_transaction_of_another_connection()
    {
        await using var dataSource = fixture.CreateDataSource(builder => builder.MaxPoolSize = 2);
        await using var one = await dataSource.OpenConnectionAsync();
        await using var other = await dataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        Assert.Contains("another connection", Assert.Throws<ArgumentException>(() => new FailingFunctionsClient(one, transaction)).Message);
    }

    [Fact]
    public async Task A_transaction_that_has_ended()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var client = new FailingFunctionsClient(connection, transaction);
        Assert.Equal(1, await client.EchoAsync(1));
        await transaction.CommitAsync();
        var error = await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1));
        Assert.Contains("the transaction that the client was made with has ended", error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_that_has_ended_is_not_told_from_the_next_on_the_connection_as_the_documentation_says(bool isDisposed)
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        var client = new FailingFunctionsClient(connection, transaction);
        Assert.Equal(1, await client.EchoAsync(1));
        await transaction.CommitAsync();
        if (isDisposed)
            await transaction.DisposeAsync();
        await using (var next = await connection.BeginTransactionAsync())
        {
            // Should this no longer hold, the client can be refused here, and the documentation changed.
            Assert.Same(transaction, next);
            Assert.Equal(1, await client.EchoAsync(1));
        }
        await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1));
    }

    [Fact]
    public async Task A_connection_that_somebody_else_opens_and_closes()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = dataSource.CreateConnection();
        var (opened, closed) = (0, 0);
        string? objection = null;
        var client = new FailingFunctionsClient(new LambdaConnection(connection, OpenAsync, CloseAsync, () => objection));
        Assert.Equal(1, await client.EchoAsync(1));
        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1));
        Assert.Equal((2, 2), (opened, closed));

        await connection.OpenAsync();
        Assert.Equal(1, await client.EchoAsync(1));
        objection = "it is lent to somebody else.";
        var error = await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1));
        Assert.EndsWith("was not called: it is lent to somebody else. The function did not run.", error.Message);
        Assert.Equal((FunctionState.NotRun, false), (error.FunctionState, error.IsTransient));
        Assert.Equal((2, 2), (opened, closed));

        Task OpenAsync(CancellationToken cancellationToken)
        {
            opened++;
            return connection.OpenAsync(cancellationToken);
        }

        Task CloseAsync()
        {
            closed++;
            return connection.CloseAsync();
        }
    }

    [Fact]
    public async Task What_whoever_opens_the_connection_throws()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = dataSource.CreateConnection();
        Exception failure = new NpgsqlException("No way.", new IOException());
        var closed = 0;
        var client = new FailingFunctionsClient(new LambdaConnection(connection, _ => Task.FromException(failure), () => Task.FromResult(closed++)));
        Assert.Same(failure, (await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1))).InnerException);
        failure = new NotSupportedException();
        Assert.Same(failure, await Assert.ThrowsAsync<NotSupportedException>(() => client.EchoAsync(1)));
        Assert.Equal(0, closed);
    }

    [Fact]
    public async Task A_data_source_that_multiplexes()
    {
        await using var dataSource = fixture.CreateDataSource(builder => builder["Multiplexing"] = true);
        Assert.Contains("Multiplexing", Assert.Throws<ArgumentException>(() => new FailingFunctionsClient(dataSource)).Message);
        await using var connection = dataSource.CreateConnection();
        Assert.Contains("Multiplexing", Assert.Throws<ArgumentException>(() => new FailingFunctionsClient(connection)).Message);
    }

    [Fact]
    public void Nothing_is_no_connection()
    {
        Assert.Throws<ArgumentNullException>(() => new FailingFunctionsClient((NpgsqlDataSource)null!));
        Assert.Throws<ArgumentNullException>(() => new FailingFunctionsClient((NpgsqlConnection)null!));
        Assert.Throws<ArgumentNullException>(() => new FailingFunctionsClient(default(LambdaConnection)));
        using var connection = new NpgsqlConnection();
        Assert.Throws<ArgumentNullException>("connection", () => new LambdaConnection(null!, _ => Task.CompletedTask, () => Task.CompletedTask));
        Assert.Throws<ArgumentNullException>("open", () => new LambdaConnection(connection, null!, () => Task.CompletedTask));
        Assert.Throws<ArgumentNullException>("close", () => new LambdaConnection(connection, _ => Task.CompletedTask, null!));
    }

    private static async Task AssertRefusedAsync(FailingFunctionsClient client)
    {
        var error = await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1));
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
        Assert.False(error.IsTransient);
        Assert.Contains("session", error.Message);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
