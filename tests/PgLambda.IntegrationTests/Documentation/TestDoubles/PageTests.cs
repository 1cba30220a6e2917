using Microsoft.Extensions.DependencyInjection;
using PgLambda.Testing;
using Shop.Web;

namespace PgLambda.IntegrationTests.Documentation.TestDoubles;

/// <summary>The code of pages in docs: each block is a file that is compiled and run here.</summary>
public sealed class PageTests(FunctionsFixture fixture) : IClassFixture<FunctionsFixture>
{
    [Theory]
    [InlineData("test-doubles.md", "Documentation/TestDoubles", "Checkout.cs", "CheckoutTests.cs", "Placement.cs", "PlacementTests.cs", "CachedPrices.cs")]
    [InlineData("retries.md", "Interceptors", "PollyInterceptor.cs")]
    [InlineData("time-outs.md", "Documentation/Pages", "SlowOrders.cs")]
    [InlineData("telemetry.md", "Documentation/Pages", "Telemetry.cs")]
    public void Each_block_is_a_file(string page, string folder, params string[] files) =>
        Markdown.AssertBlocksAreFiles($"docs/{page}", $"tests/PgLambda.IntegrationTests/{folder}", files);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decorator_takes_the_clients_place_wherever_it_is_registered(bool before)
    {
        fixture.Lambda.ForgetCalls();
        fixture.Lambda.Handle("price-order", (OrderRequest order) => new PriceQuote(order.Quantity * 19.95m, "EUR"));
        var services = new ServiceCollection().AddNpgsqlDataSource(fixture.Lambda.ConnectionString);
        services = before ? services.AddCachedPrices().AddTestLambdaClients() : services.AddTestLambdaClients().AddCachedPrices();
        await using var provider = services.BuildServiceProvider();
        var functions = provider.GetRequiredService<IPriceFunctions>();

        Assert.Equal(59.85m, (await functions.PriceAsync(new("A-100", 3))).Total);
        Assert.Equal(59.85m, (await functions.PriceAsync(new("A-100", 3))).Total);
        Assert.Equal(19.95m, (await functions.PriceAsync(new("A-100", 1))).Total);
        Assert.Equal(2, fixture.Lambda.Calls.Count(call => call.Function == "price-order"));
    }

    [Fact]
    public void Each_type_of_exception_is_on_the_page()
    {
        var page = Repository.Read("docs/test-doubles.md");
        var types = typeof(LambdaException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LambdaException)));
        Assert.All(types, type => Assert.Contains($"`{type.Name}", page));
        Assert.All(Enum.GetNames<LambdaInvokeFailure>(), reason => Assert.Contains($"`{reason}`", page));
    }
}
