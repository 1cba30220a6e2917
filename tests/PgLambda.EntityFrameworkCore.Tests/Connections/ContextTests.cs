using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PgLambda.EntityFrameworkCore.Tests.Connections;

/// <summary>Which contexts a client can be made on, and for how long it is theirs.</summary>
public sealed class ContextTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Fact]
    public void Nothing_is_no_context()
    {
        using var context = fixture.CreateContext();
        Assert.Throws<ArgumentNullException>("context", () => fixture.Functions.On((DbContext)null!));
        Assert.Throws<ArgumentNullException>("factory", () => LambdaDbContextExtensions.On<IShopFunctions>(null!, context));
    }

    [Fact]
    public void A_context_on_another_database()
    {
        using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseSqlite("Data Source=:memory:").Options);
        var error = Assert.Throws<ArgumentException>("context", () => fixture.Functions.On(context));
        Assert.Contains("The connection of ShopContext is a Microsoft.Data.Sqlite.SqliteConnection", error.Message);
        Assert.Contains("NpgsqlConnection", error.Message);
    }

    [Fact]
    public async Task A_context_without_a_connection_string()
    {
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql().Options);
        Assert.Contains("no connection string", Assert.Throws<InvalidOperationException>(() => fixture.Functions.On(context)).Message);
        context.Database.SetConnectionString(fixture.Lambda.ConnectionString);
        Assert.Equal(1, await fixture.Functions.On(context).EchoAsync(1));
    }

    [Fact]
    public void A_connection_string_that_no_call_can_go_through()
    {
        using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(fixture.Lambda.ConnectionString + ";Multiplexing=true").Options);
        Assert.Contains("Multiplexing", Assert.Throws<ArgumentException>(() => fixture.Functions.On(context)).Message);
    }

    [Fact]
    public async Task A_context_on_a_data_source()
    {
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(fixture.Lambda.DataSource).Options);
        Assert.Equal(1, await fixture.Functions.On(context).EchoAsync(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_context_that_was_disposed_of_calls_nothing(bool wasOpen)
    {
        var context = fixture.CreateContext("disposed");
        if (wasOpen)
            await context.Database.OpenConnectionAsync();
        var client = fixture.Functions.On(context);
        var number = wasOpen ? 101 : 102;
        await context.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.EchoAsync(number));
        Assert.Throws<ObjectDisposedException>(() => fixture.Functions.On(context));
        Assert.Equal(0, fixture.CallsOf("echo", number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_was_kept_does_not_call_on_a_context_that_its_pool_has_lent_again(bool wasOpen)
    {
        var pool = new PooledDbContextFactory<ShopContext>(fixture.Options("pooled").Options, poolSize: 1);
        var first = await pool.CreateDbContextAsync();
        if (wasOpen)
            await first.Database.OpenConnectionAsync();
        var kept = fixture.Functions.On(first);
        var number = wasOpen ? 111 : 112;
        Assert.Equal(1, await kept.EchoAsync(1));
        await first.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => kept.EchoAsync(number));

        await using var second = await pool.CreateDbContextAsync();
        Assert.Same(first, second);
        await AssertRefusedAsync("returned to its pool", kept, number);
        // Open, and in somebody else's transaction.
        await using var transaction = await second.Database.BeginTransactionAsync();
        await AssertRefusedAsync("returned to its pool", kept, number);
        Assert.Equal(0, fixture.CallsOf("echo", number));
        Assert.Equal(number, await fixture.Functions.On(second).EchoAsync(number));
    }

    [Fact]
    public async Task A_context_that_was_given_another_connection()
    {
        await using var context = fixture.CreateContext("given");
        var client = fixture.Functions.On(context);
        await using var other = fixture.Lambda.DataSource.CreateConnection();
        context.Database.SetDbConnection(other);
        await AssertRefusedAsync("another connection", client, 121);
        Assert.Equal(0, fixture.CallsOf("echo", 121));
        Assert.Equal(121, await fixture.Functions.On(context).EchoAsync(121));
    }

    private static async Task AssertRefusedAsync(string why, IShopFunctions client, int number)
    {
        var error = await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(number));
        Assert.Contains(why, error.Message);
        Assert.EndsWith("The function did not run.", error.Message);
        Assert.Equal((FunctionState.NotRun, false, "IShopFunctions.EchoAsync"), (error.FunctionState, error.IsTransient, error.Method));
    }
}
