using Npgsql;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>Statements that the client prepares, and that the server loses.</summary>
public sealed class PreparedStatementTests(FailingFunctions fixture) : IClassFixture<FailingFunctions>
{
    private static readonly LambdaClientOptions Prepared = new() { PrepareStatements = true };

    [Theory]
    [InlineData("DEALLOCATE ALL")]
    [InlineData("DISCARD ALL")]
    public async Task A_statement_that_the_server_lost_is_prepared_again(string lose)
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        var client = new FailingFunctionsClient(connection, options: Prepared);
        Assert.Equal(1, await client.EchoAsync(1));
        for (var i = 2; i < 5; i++)
        {
            await ExecuteAsync(connection, lose);
            Assert.Equal(i, await client.EchoAsync(i));
        }
    }

    [Fact]
    public async Task Inside_a_transaction_the_loss_is_said_and_the_function_has_not_run()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        Assert.Equal(1, await new FailingFunctionsClient(connection, options: Prepared).EchoAsync(1));
        await ExecuteAsync(connection, "DEALLOCATE ALL");
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => new FailingFunctionsClient(connection, transaction, Prepared).EchoAsync(2));
            Assert.Equal((FunctionState.NotRun, "26000"), (error.FunctionState, error.SqlState));
        }
        // The same where the transaction was begun in SQL.
        await ExecuteAsync(connection, "BEGIN");
        var again = await Assert.ThrowsAsync<LambdaDatabaseException>(() => new FailingFunctionsClient(connection, options: Prepared).EchoAsync(3));
        Assert.Equal(FunctionState.NotRun, again.FunctionState);
        await ExecuteAsync(connection, "ROLLBACK");
    }

    [Fact]
    public async Task A_token_ends_the_wait_for_the_preparation()
    {
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FailingFunctionsClient(connection, options: Prepared).EchoAsync(1, source.Token));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
