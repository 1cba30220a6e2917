using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.EntityFrameworkCore.Tests;

/// <summary>Entity Framework Core creates tables only where there are none: the stand-in's own must not count.</summary>
public sealed class EnsureCreatedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnsureCreated_creates_the_tables_in_a_database_with_the_extensions()
    {
        await using var lambda = await LocalLambda.StartAsync(cancellationToken: Token);
        await AssertCreatesAsync(lambda.ConnectionString);
    }

    [Fact]
    public async Task EnsureCreated_creates_the_tables_in_a_database_of_a_server_of_ones_own()
    {
        var cluster = await PostgresCluster.GetSharedAsync(cancellationToken: Token);
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = cluster.ConnectionString }, Token);
        await AssertCreatesAsync(lambda.ConnectionString);
    }

    private static async Task AssertCreatesAsync(string connectionString)
    {
        var options = new DbContextOptionsBuilder<ShopContext>().UseNpgsql(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString).Options;
        await using var context = new ShopContext(options);
        Assert.True(await context.Database.EnsureCreatedAsync(Token));
        Assert.Equal(0, await context.Orders.CountAsync(Token));
        Assert.False(await context.Database.EnsureCreatedAsync(Token));
    }
}
