using Npgsql;
using NpgsqlTypes;

namespace PgLambda.IntegrationTests.Pooler;

/// <summary>
/// Applications that share a backend through a pooler in transaction mode. Npgsql names prepared statements by their number on its own connection, so two
/// applications call different statements by one name, and the backend runs the one that was prepared last.
/// </summary>
public sealed class TransactionPoolerTests(PoolerFixture fixture) : IClassFixture<PoolerFixture>
{
    [Fact]
    public async Task Both_applications_share_one_backend()
    {
        await using var applications = new TwoApplications(fixture.ConnectionString);
        await using var one = await applications.FirstSource.OpenConnectionAsync();
        await using var other = await applications.SecondSource.OpenConnectionAsync();

        var backend = await BackendAsync(one);
        Assert.Equal(backend, await BackendAsync(other));
        Assert.NotEqual(backend, one.ProcessID);
        Assert.NotEqual(backend, other.ProcessID);
    }

    [Fact]
    public async Task Calls_in_turn_reach_their_own_function()
    {
        await using var applications = new TwoApplications(fixture.ConnectionString);
        await applications.CallInTurnAsync();
    }

    [Fact]
    public async Task Calls_at_once_reach_their_own_function()
    {
        await using var applications = new TwoApplications(fixture.ConnectionString);
        await applications.CallAtOnceAsync();
    }

    // What the two tests above would find, if clients prepared their statements.
    [Fact]
    public async Task A_statement_that_the_user_prepares_reaches_the_other_function()
    {
        await using var applications = new TwoApplications(fixture.ConnectionString);
        await using var one = await applications.FirstSource.OpenConnectionAsync();
        await using var a = Invoke(one, "a");
        await a.PrepareAsync();
        Assert.Equal("\"a 1\"", await a.ExecuteScalarAsync());

        // A connection that comes from its pool again discards, before its next statement, what its backend holds.
        await (await applications.SecondSource.OpenConnectionAsync()).DisposeAsync();
        await using var other = await applications.SecondSource.OpenConnectionAsync();
        await using var b = Invoke(other, "b");
        await b.PrepareAsync();
        Assert.Equal("\"b 1\"", await b.ExecuteScalarAsync());

        Assert.Equal("\"b 1\"", await a.ExecuteScalarAsync());
    }

    // Npgsql has no switch for one command: the third call of A would run B's function, so not even the first is made.
    [Fact]
    public async Task A_connection_string_that_prepares_by_itself_is_refused_behind_the_pooler()
    {
        await using var applications = new TwoApplications(fixture.ConnectionString, configure: PrepareByItself);
        for (var i = 0; i < 3; i++)
        {
            var error = await Assert.ThrowsAsync<LambdaConnectionException>(() => applications.A.CallAsync(i));
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.Contains("Max Auto Prepare", error.Message);
        }
    }

    [Fact]
    public async Task A_connection_string_that_prepares_by_itself_serves_on_a_direct_connection()
    {
        await using var applications = new TwoApplications(fixture.Lambda.ConnectionString, configure: PrepareByItself);
        for (var i = 0; i < 5; i++)
            Assert.Equal($"a {i}", await applications.A.CallAsync(i));
    }

    private static void PrepareByItself(NpgsqlConnectionStringBuilder builder)
    {
        builder.MaxPoolSize = 1;
        builder.MaxAutoPrepare = 10;
        builder.AutoPrepareMinUsages = 2;
    }

    private static async Task<int> BackendAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static NpgsqlCommand Invoke(NpgsqlConnection connection, string function) => new(
        $"SELECT payload FROM aws_lambda.invoke(aws_commons.create_lambda_function_arn('{function}'), $1)", connection)
    {
        Parameters = { new NpgsqlParameter { Value = "1", NpgsqlDbType = NpgsqlDbType.Json } },
    };
}
