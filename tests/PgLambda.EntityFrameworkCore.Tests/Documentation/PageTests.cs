using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shop;

namespace PgLambda.EntityFrameworkCore.Tests.Documentation;

/// <summary>The code of docs/ef-core.md: each block is a file beside this one, compiled and run.</summary>
public sealed partial class PageTests(OrderFunctions fixture) : IClassFixture<OrderFunctions>
{
    [Fact]
    public void Each_block_is_a_file_of_this_folder()
    {
        var page = File.ReadAllText(Path.Combine(Folder(), "../../../docs/ef-core.md")).ReplaceLineEndings("\n");
        var blocks = Block().Matches(page).Select(match => (File: match.Groups[2].Value, Text: match.Groups[1].Value)).ToList();
        Assert.Equal(["Checkout.cs", "RetryingCheckout.cs"], blocks.Select(block => block.File));
        Assert.Equal(blocks.Count, page.Split("```csharp").Length - 1);
        Assert.All(blocks, block => Assert.Equal(block.Text, File.ReadAllText(Path.Combine(Folder(), block.File)).ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task An_order_is_priced_and_shipped()
    {
        await using var context = fixture.CreateContext();
        Assert.Equal("A-100 is on its way", await new RetryingCheckout(context, new OrderFunctionsFactory()).PlaceAsync("A-100", 3));
        Assert.Equal(7.5m, (await context.Orders.AsNoTracking().SingleAsync(order => order.Sku == "A-100")).Total);
        Assert.Equal(["price-order", "ship-order"], fixture.Lambda.Calls.Select(call => call.Function));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("^```csharp\n(// (\\w+\\.cs)\n.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
