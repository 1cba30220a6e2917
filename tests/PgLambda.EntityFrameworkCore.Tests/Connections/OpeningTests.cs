using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PgLambda.EntityFrameworkCore.Tests.Connections;

/// <summary>A context's connection is opened and closed by Entity Framework Core, for a call as for its own commands.</summary>
public sealed class OpeningTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task Entity_Framework_opens_for_a_call_and_closes_after_it()
    {
        var opens = new Opens();
        await using var context = new ShopContext(fixture.Options("opens").AddInterceptors(opens).Options);
        var client = fixture.Functions.On(context);
        Assert.Empty(opens.Seen);
        Assert.Equal(1, await client.EchoAsync(1));
        Assert.Equal(["opening", "opened", "closed"], opens.Seen);
        Assert.Equal(2, await client.EchoAsync(2));
        Assert.Equal(["opening", "opened", "closed", "opening", "opened", "closed"], opens.Seen);
        Assert.Equal(ConnectionState.Closed, context.Database.GetDbConnection().State);
    }

    [Fact]
    public async Task It_stays_open_while_items_are_read()
    {
        var opens = new Opens();
        await using var context = new ShopContext(fixture.Options("items").AddInterceptors(opens).Options);
        var items = fixture.Functions.On(context).EchoEachAsync([1, 2]);
        Assert.Empty(opens.Seen);
        await foreach (var item in items)
        {
            Assert.InRange(item, 1, 2);
            Assert.Equal(["opening", "opened"], opens.Seen);
        }
        Assert.Equal(["opening", "opened", "closed"], opens.Seen);
    }

    [Fact]
    public async Task A_connection_that_is_open_stays_open_until_who_opened_it_closes_it()
    {
        var opens = new Opens();
        await using var context = new ShopContext(fixture.Options("stays").AddInterceptors(opens).Options);
        await context.Database.OpenConnectionAsync();
        Assert.Equal(1, await fixture.Functions.On(context).EchoAsync(1));
        Assert.Equal(0, await context.Orders.CountAsync(order => order.Sku == "stays"));
        Assert.Equal(2, await fixture.Functions.On(context).EchoAsync(2));
        Assert.Equal(["opening", "opened"], opens.Seen);
        await context.Database.CloseConnectionAsync();
        Assert.Equal(["opening", "opened", "closed"], opens.Seen);
    }

    [Fact]
    public async Task After_a_call_that_failed_the_connection_is_closed_and_the_next_call_opens_another()
    {
        var opens = new Opens();
        await using var context = new ShopContext(fixture.Options("fails").AddInterceptors(opens).Options);
        var client = fixture.Functions.On(context);
        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1));
        Assert.Equal(ConnectionState.Closed, context.Database.GetDbConnection().State);
        Assert.Equal(1, await client.EchoAsync(1));
        Assert.Equal(0, await context.Orders.CountAsync(order => order.Sku == "fails"));
        // Entity Framework tells nobody of the end of a connection that broke.
        Assert.Equal(["opening", "opened", "opening", "opened", "closed", "opening", "opened", "closed"], opens.Seen);
    }

    [Fact]
    public async Task On_an_open_connection_that_broke_a_client_does_not_go_on()
    {
        await using var context = fixture.CreateContext("broken");
        await context.Database.OpenConnectionAsync();
        var client = fixture.Functions.On(context);
        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1));
        Assert.Contains("session", (await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1))).Message);
        // Entity Framework goes on in another session.
        Assert.Equal(0, await context.Orders.CountAsync(order => order.Sku == "broken"));
        await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1));
        Assert.Equal(1, await fixture.Functions.On(context).EchoAsync(1));
    }

    [Fact]
    public async Task After_an_error_of_the_contexts_own_that_closed_the_connection_a_new_client_goes_on()
    {
        await using var context = fixture.CreateContext("own");
        var client = fixture.Functions.On(context);
        await Assert.ThrowsAsync<PostgresException>(() => context.Database.ExecuteSqlRawAsync("DO $$ BEGIN RAISE 'broken' USING ERRCODE = 'XX000'; END $$"));
        // Whether it was only this command's connection, or somebody had set it up, nobody can tell.
        Assert.Contains("session", (await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1))).Message);
        Assert.Equal(1, await fixture.Functions.On(context).EchoAsync(1));
        Assert.Equal(2, await client.EchoAsync(2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_cannot_be_reached_is_no_connection_however_the_strategy_says_so(bool retries)
    {
        var unreachable = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { Host = "127.0.0.1", Port = 1 }.ConnectionString;
        var opens = new Opens();
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().AddInterceptors(opens).UseNpgsql(unreachable, npgsql =>
        {
            if (retries)
                npgsql.EnableRetryOnFailure(2, TimeSpan.FromMilliseconds(1), []);
        }).Options);
        var error = await Assert.ThrowsAsync<LambdaConnectionException>(() => fixture.Functions.On(context).EchoAsync(1));
        Assert.Equal((FunctionState.NotRun, true), (error.FunctionState, error.IsTransient));
        Assert.IsType<NpgsqlException>(error.InnerException);
        Assert.Contains("Check host, port and network", error.Message);
        Assert.Equal(retries ? 3 : 1, opens.Seen.Count(seen => seen == "failed"));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_ends_the_opening()
    {
        await using var context = fixture.CreateContext("cancelled");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Functions.On(context).EchoAsync(1, new CancellationToken(canceled: true)));
        Assert.Equal(ConnectionState.Closed, context.Database.GetDbConnection().State);
    }

    [Fact]
    public async Task Two_contexts_have_two_connections()
    {
        await using var one = fixture.CreateContext("one");
        await using var other = fixture.CreateContext("other");
        await using var transaction = await one.Database.BeginTransactionAsync();
        var answers = await Task.WhenAll(fixture.Functions.On(one).EchoAsync(1), fixture.Functions.On(other).EchoAsync(2));
        Assert.Equal([1, 2], answers);
        Assert.Equal(ConnectionState.Open, one.Database.GetDbConnection().State);
        Assert.Equal(ConnectionState.Closed, other.Database.GetDbConnection().State);
    }

    [Fact]
    public async Task A_query_that_is_being_read_is_in_the_way()
    {
        await using var context = fixture.CreateContext("reads");
        await foreach (var number in context.Database.SqlQuery<int>($"SELECT * FROM generate_series(1, 2) AS \"Value\"").AsAsyncEnumerable())
        {
            var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => fixture.Functions.On(context).EchoAsync(number));
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.Contains("another command is under way", error.Message);
        }
    }
}
