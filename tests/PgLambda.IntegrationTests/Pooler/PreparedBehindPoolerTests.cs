namespace PgLambda.IntegrationTests.Pooler;

/// <summary>Clients that are to prepare their statements: they do where the backend is theirs alone, and nowhere else.</summary>
public sealed class PreparedBehindPoolerTests(PoolerFixture fixture) : IClassFixture<PoolerFixture>
{
    private static readonly LambdaClientOptions Prepared = new() { PrepareStatements = true };

    [Fact]
    public async Task Calls_in_turn_reach_their_own_function()
    {
        await using var applications = new TwoApplications(fixture.ConnectionString, Prepared);
        await applications.CallInTurnAsync();
    }

    [Fact]
    public async Task Calls_at_once_reach_their_own_function()
    {
        await using var applications = new TwoApplications(fixture.ConnectionString, Prepared);
        await applications.CallAtOnceAsync();
    }

    [Fact]
    public async Task A_direct_connection_prepares_the_statement_once() =>
        Assert.Equal(1, await CountPreparedAsync(fixture.Lambda.ConnectionString, Prepared));

    [Fact]
    public async Task A_connection_through_the_pooler_prepares_nothing() =>
        Assert.Equal(0, await CountPreparedAsync(fixture.ConnectionString, Prepared));

    [Fact]
    public async Task Nothing_is_prepared_by_default() =>
        Assert.Equal(0, await CountPreparedAsync(fixture.Lambda.ConnectionString, new LambdaClientOptions()));

    // On the connection that the calls ran on, and as they left it.
    private static async Task<long> CountPreparedAsync(string connectionString, LambdaClientOptions options)
    {
        await using var applications = new TwoApplications(connectionString, options, builder =>
        {
            builder.MaxPoolSize = 1;
            builder.NoResetOnClose = true;
        });
        for (var i = 0; i < 3; i++)
            Assert.Equal($"a {i}", await applications.A.CallAsync(i));

        await using var command = applications.FirstSource.CreateCommand(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%aws_lambda.invoke%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
