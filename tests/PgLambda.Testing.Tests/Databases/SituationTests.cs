using Npgsql;

namespace PgLambda.Testing.Tests.Situations;

/// <summary>Servers and transactions of other kinds than the usual ones.</summary>
public sealed class SituationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hot_standby_calls_as_its_primary_does()
    {
        await using var primary = await PostgresCluster.StartAsync(await Standby.PrimaryAsync(), Token);
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = primary.ConnectionString }, Token);
        lambda.Handle("f", (int i) => i + 1);
        await using var standby = await Standby.StartAsync(primary);
        var connectionString = new NpgsqlConnectionStringBuilder(lambda.ConnectionString) { Port = standby.Port, Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Token);
        Assert.True((bool)(await ScalarAsync(connection, "SELECT pg_is_in_recovery()"))!);
        for (var i = 0; i < 2; i++)
            Assert.Equal($"{i + 1}", await ScalarAsync(connection, $"SELECT payload::text FROM aws_lambda.invoke('f', '{i}'::json)"));
        Assert.Equal(202, await ScalarAsync(connection, "SELECT status_code FROM aws_lambda.invoke('f', '7'::json, invocation_type => 'Event')"));
        Assert.All(await lambda.WaitForCallsAsync(3, TimeSpan.FromMinutes(1), Token), call => Assert.Null(call.TransactionId));
    }

    [Fact]
    public async Task A_transaction_that_has_called_can_be_prepared_and_committed_elsewhere()
    {
        var options = RequestedServer.Options().Cluster!;
        options.Settings["max_prepared_transactions"] = "5";
        await using var cluster = await PostgresCluster.StartAsync(options, Token);
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = cluster.ConnectionString }, Token);
        lambda.Handle("f", (int i) => i + 1);
        await ExecuteAsync(lambda.DataSource, "CREATE TABLE answers (payload text)");
        await using (var connection = await lambda.DataSource.OpenConnectionAsync(Token))
        {
            foreach (var sql in (string[])["BEGIN", "INSERT INTO answers SELECT payload FROM aws_lambda.invoke('f', '1'::json)", "PREPARE TRANSACTION 'two'"])
                await ScalarAsync(connection, sql);
        }
        // The prepared transaction still holds what it has read.
        await lambda.StopListenerAsync();
        await lambda.StartListenerAsync(Token);
        await ExecuteAsync(lambda.DataSource, "COMMIT PREPARED 'two'");
        await using var other = await lambda.DataSource.OpenConnectionAsync(Token);
        Assert.Equal("2", await ScalarAsync(other, "SELECT payload FROM answers"));
        Assert.Single(lambda.Calls);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
