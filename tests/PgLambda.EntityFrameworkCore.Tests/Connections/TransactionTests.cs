using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using IsolationLevel = System.Data.IsolationLevel;

namespace PgLambda.EntityFrameworkCore.Tests.Connections;

/// <summary>A call belongs to the transaction that the context is in.</summary>
public sealed class TransactionTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task A_call_is_made_in_the_transaction_with_the_row_that_it_is_about()
    {
        await using var context = fixture.CreateContext("row");
        await using var transaction = await context.Database.BeginTransactionAsync();
        context.Orders.Add(new Order { Sku = "row" });
        await context.SaveChangesAsync();
        Assert.Equal(201, await fixture.Functions.On(context).EchoAsync(201));
        Assert.Equal(await TransactionOfAsync(context), TransactionOf(201));
        await transaction.RollbackAsync();
        // The row is gone, and the function has run.
        Assert.Equal(0, await context.Orders.CountAsync(order => order.Sku == "row"));
        Assert.Equal(1, fixture.CallsOf("echo", 201));
    }

    [Fact]
    public async Task A_call_has_the_role_and_the_grants_of_the_transaction()
    {
        await using var context = fixture.CreateContext("role");
        await using var transaction = await context.Database.BeginTransactionAsync();
        var role = "tenant_" + Guid.NewGuid().ToString("N");
        var set = $"""
            CREATE ROLE {role};
            GRANT USAGE ON SCHEMA aws_lambda, aws_commons TO {role};
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda, aws_commons TO {role};
            SET LOCAL ROLE {role};
            """;
        await context.Database.ExecuteSqlRawAsync(set);
        Assert.Equal(202, await fixture.Functions.On(context).EchoAsync(202));
        await transaction.RollbackAsync();
        Assert.Equal(role, fixture.Lambda.Calls.Single(call => call.PayloadText == "202").DatabaseRole);
    }

    [Fact]
    public async Task A_client_from_before_the_transaction_goes_into_it_and_out_of_it_with_the_context()
    {
        await using var context = fixture.CreateContext("before");
        var client = fixture.Functions.On(context);
        Assert.Equal(211, await client.EchoAsync(211));
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            context.Orders.Add(new Order { Sku = "before" });
            await context.SaveChangesAsync();
            Assert.Equal(212, await client.EchoAsync(212));
            Assert.Equal(await TransactionOfAsync(context), TransactionOf(212));
            await transaction.CommitAsync();
        }
        Assert.Equal(213, await client.EchoAsync(213));
        Assert.Equal(3, new[] { 211, 212, 213 }.Select(TransactionOf).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_from_inside_a_transaction_is_refused_after_it(bool staysOpen)
    {
        await using var context = fixture.CreateContext("inside");
        if (staysOpen)
            await context.Database.OpenConnectionAsync();
        var transaction = await context.Database.BeginTransactionAsync();
        var client = fixture.Functions.On(context);
        Assert.Equal(1, await client.EchoAsync(1));
        await transaction.CommitAsync();
        await AssertRefusedAsync(client, staysOpen ? 221 : 222);
        await transaction.DisposeAsync();
        await AssertRefusedAsync(client, staysOpen ? 221 : 222);
        // Not in the next one either.
        await using var next = await context.Database.BeginTransactionAsync();
        await AssertRefusedAsync(client, staysOpen ? 221 : 222);
        Assert.Equal(1, await fixture.Functions.On(context).EchoAsync(1));
    }

    [Fact]
    public async Task A_transaction_that_the_context_was_given()
    {
        await using var connection = await fixture.Lambda.DataSource.OpenConnectionAsync();
        await using var given = await connection.BeginTransactionAsync(IsolationLevel.Serializable);
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(connection).Options);
        await context.Database.UseTransactionAsync(given);
        context.Orders.Add(new Order { Sku = "given" });
        await context.SaveChangesAsync();
        var client = fixture.Functions.On(context);
        Assert.Equal(231, await client.EchoAsync(231));
        Assert.Equal(await TransactionOfAsync(context), TransactionOf(231));
        await given.RollbackAsync();
        await AssertRefusedAsync(client, 232);
    }

    [Fact]
    public async Task A_savepoint_does_not_end_the_transaction()
    {
        await using var context = fixture.CreateContext("savepoint");
        await using var transaction = await context.Database.BeginTransactionAsync();
        var client = fixture.Functions.On(context);
        await transaction.CreateSavepointAsync("here");
        await Assert.ThrowsAsync<PostgresException>(() => context.Database.ExecuteSqlRawAsync("SELECT 1/0"));
        Assert.Equal("25P02", (await Assert.ThrowsAsync<LambdaDatabaseException>(() => client.EchoAsync(241))).SqlState);
        await transaction.RollbackToSavepointAsync("here");
        Assert.Equal(241, await client.EchoAsync(241));
    }

    [Fact]
    public async Task An_error_that_closed_the_connection_has_ended_the_transaction()
    {
        await using var context = fixture.CreateContext("ended");
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            context.Orders.Add(new Order { Sku = "ended" });
            await context.SaveChangesAsync();
            var client = fixture.Functions.On(context);
            await Assert.ThrowsAsync<LambdaFunctionException>(() => client.BoomAsync(1));
            await AssertRefusedAsync(client, 261);
            await AssertRefusedAsync(fixture.Functions.On(context), 261);
        }
        Assert.Equal(0, await context.Orders.CountAsync(order => order.Sku == "ended"));
        Assert.Equal(261, await fixture.Functions.On(context).EchoAsync(261));
    }

    [Fact]
    public async Task A_transaction_scope_holds_the_call_as_it_holds_the_contexts_commands()
    {
        await using var context = fixture.CreateContext("scope");
        var client = fixture.Functions.On(context);
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            context.Orders.Add(new Order { Sku = "scope" });
            await context.SaveChangesAsync();
            Assert.Equal(251, await client.EchoAsync(251));
            Assert.Equal(await TransactionOfAsync(context), TransactionOf(251));
        }
        Assert.Equal(0, await context.Orders.CountAsync(order => order.Sku == "scope"));
        Assert.Equal(252, await client.EchoAsync(252));
    }

    private async Task AssertRefusedAsync(IShopFunctions client, int number)
    {
        var error = await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(number));
        Assert.Equal((FunctionState.NotRun, false), (error.FunctionState, error.IsTransient));
        Assert.Contains("has ended", error.Message);
        Assert.Equal(0, fixture.CallsOf("echo", number));
    }

    private long? TransactionOf(int number) => fixture.Lambda.Calls.Single(call => call.Function == "echo" && call.PayloadText == $"{number}").TransactionId;

    private static Task<long> TransactionOfAsync(ShopContext context) => context.Database.SqlQuery<long>($"""SELECT txid_current() AS "Value" """).SingleAsync();
}
