using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PgLambda.Testing;
using Shop.Web;

namespace PgLambda.IntegrationTests.Documentation.TestDoubles;

/// <summary>The code of pages in docs: each block is a file that is compiled and run here.</summary>
public sealed partial class PageTests(FunctionsFixture fixture) : IClassFixture<FunctionsFixture>
{
    [Theory]
    [InlineData("test-doubles.md", "", "Checkout.cs", "CheckoutTests.cs", "Placement.cs", "PlacementTests.cs", "CachedPrices.cs")]
    [InlineData("retries.md", "../../Interceptors", "PollyInterceptor.cs")]
    [InlineData("time-outs.md", "../Pages", "SlowOrders.cs")]
    [InlineData("telemetry.md", "../Pages", "Telemetry.cs")]
    public void Each_block_is_a_file(string page, string folder, params string[] files)
    {
        var text = File.ReadAllText(Path.Combine(Here(), "../../../../docs", page)).ReplaceLineEndings("\n");
        var blocks = Block().Matches(text).Select(match => (File: match.Groups[2].Value, Text: match.Groups[1].Value)).ToList();
        Assert.Equal(files, blocks.Select(block => block.File));
        Assert.Equal(blocks.Count, text.Split("```csharp").Length - 1);
        Assert.All(blocks, block => Assert.Equal(block.Text, File.ReadAllText(Path.Combine(Here(), folder, block.File)).ReplaceLineEndings("\n")));
    }

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
        var page = File.ReadAllText(Path.Combine(Here(), "../../../../docs/test-doubles.md"));
        var types = typeof(LambdaException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LambdaException)));
        Assert.All(types, type => Assert.Contains($"`{type.Name}", page));
        Assert.All(Enum.GetNames<LambdaInvokeFailure>(), reason => Assert.Contains($"`{reason}`", page));
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("^```csharp\n(// (\\w+\\.cs)\n.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
