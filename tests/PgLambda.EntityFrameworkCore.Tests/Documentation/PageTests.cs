using Microsoft.EntityFrameworkCore;
using Shop;

namespace PgLambda.EntityFrameworkCore.Tests.Documentation;

/// <summary>The code of docs/ef-core.md: each block is a file beside this one, compiled and run.</summary>
public sealed class PageTests(OrderFunctions fixture) : IClassFixture<OrderFunctions>
{
    [Fact]
    public void Each_block_is_a_file_of_this_folder() =>
        Markdown.AssertBlocksAreFiles("docs/ef-core.md", "tests/PgLambda.EntityFrameworkCore.Tests/Documentation", "Checkout.cs", "RetryingCheckout.cs");

    [Fact]
    public async Task An_order_is_priced_and_shipped()
    {
        await using var context = fixture.CreateContext();
        Assert.Equal("A-100 is on its way", await new RetryingCheckout(context, new OrderFunctionsFactory()).PlaceAsync("A-100", 3));
        Assert.Equal(7.5m, (await context.Orders.AsNoTracking().SingleAsync(order => order.Sku == "A-100")).Total);
        Assert.Equal(["price-order", "ship-order"], fixture.Lambda.Calls.Select(call => call.Function));
    }
}
