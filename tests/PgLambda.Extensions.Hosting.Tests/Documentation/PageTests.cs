using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Shop;

namespace PgLambda.Extensions.Hosting.Tests.Documentation;

/// <summary>The code of docs/hosting.md and docs/environments.md: each block is a file beside this one, compiled and run; the JSON is a host's configuration.</summary>
public sealed class PageTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData("hosting.md", "Orders.cs", "Stocks.cs", "SlowCalls.cs", "Clusters.cs")]
    [InlineData("environments.md", "Stages.cs")]
    public void Each_block_is_a_file_of_this_folder(string page, params string[] files) =>
        Markdown.AssertBlocksAreFiles($"docs/{page}", "tests/PgLambda.Extensions.Hosting.Tests/Documentation", files);

    [Fact]
    public async Task A_host_calls_what_its_environment_says()
    {
        var builder = Hosts.Create(Sections()[0]);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Orders", fixture.Lambda.ConnectionString)]);
        builder.AddOrders();
        builder.Services.KeepClients(typeof(IOrderFunctions));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var quote = await host.Services.GetRequiredService<IOrderFunctions>().PriceAsync(new Order("A-1", 2), TestContext.Current.CancellationToken);
        Assert.Equal(new PriceQuote(5m, "price-order-test"), quote);
        AssertPricedByTest();
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HealthStatus.Healthy, "lambda"), (report.Status, Assert.Single(report.Entries).Key));
    }

    [Fact]
    public async Task A_function_with_a_qualifier_in_its_name_keeps_it()
    {
        var builder = Hosts.Create($$"""{ "PgLambda": { {{Sections()[1]}} } }""");
        builder.Services.AddDataSource(fixture.Lambda.ConnectionString).AddClients(typeof(ILiveFunctions)).AddPgLambda(builder.Configuration.GetSection("PgLambda"));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<ILiveFunctions>().PriceAsync(new Order("A-1", 2), TestContext.Current.CancellationToken);
        var call = fixture.Lambda.Calls[^1];
        Assert.Equal(("price-order-test", "live"), (call.Function, call.Qualifier));
    }

    [Fact]
    public async Task The_container_makes_the_client_of_a_generic_interface()
    {
        await using var provider = new ServiceCollection().AddDataSource(fixture.Lambda.ConnectionString).AddBookStock().BuildServiceProvider();
        Assert.Equal(7, await provider.GetRequiredService<IStock<Book>>().CountAsync(new Book("0-306"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Code_says_the_same()
    {
        await using var dataSource = NpgsqlDataSource.Create(fixture.Lambda.ConnectionString);
        await Stages.CreateClient(dataSource).PriceAsync(new Order("A-1", 2), TestContext.Current.CancellationToken);
        AssertPricedByTest();
    }

    [Fact]
    public async Task Writer_and_reader_are_told_apart_by_key()
    {
        var services = new ServiceCollection();
        var settings = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString);
        settings.Host = $"{settings.Host}:{settings.Port},{settings.Host}:{settings.Port}";
        services.AddOrdersCluster(settings.ConnectionString);
        await using var provider = services.AddShopLambdaClients().BuildServiceProvider();
        Assert.Equal("price-order", (await provider.GetRequiredService<IOrderFunctions>().PriceAsync(new Order("A-1", 2), TestContext.Current.CancellationToken)).Currency);
        Assert.Equal("read", await provider.GetRequiredService<IReaderFunctions>().ReadAsync(TestContext.Current.CancellationToken));
    }

    private void AssertPricedByTest()
    {
        var call = fixture.Lambda.Calls[^1];
        Assert.Equal(("price-order-test", "test", TimeSpan.FromSeconds(5)), (call.Function, call.Qualifier, call.RequestTimeout));
    }

    /// <summary>The JSON of the page: a whole configuration, and an entry of the section.</summary>
    private static IReadOnlyList<string> Sections()
    {
        var sections = Markdown.Blocks(Repository.Read("docs/environments.md"), "json");
        Assert.Equal(2, sections.Count);
        return sections;
    }
}
