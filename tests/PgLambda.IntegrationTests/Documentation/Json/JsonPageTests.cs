using System.Text.Json;
using PgLambda.Testing;
using Shop.Shipping;

namespace PgLambda.IntegrationTests.Documentation.Json;

/// <summary>The code of docs/json.md: each block is a file that is compiled and run here.</summary>
public sealed class JsonPageTests(SharedFunctions shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_block_is_a_file() =>
        Markdown.AssertBlocksAreFiles("docs/json.md", "tests/PgLambda.IntegrationTests/Documentation/Json", "Shipping.cs", "ShippingOptions.cs", "StrictPostage.cs", "Listing.cs");

    [Fact]
    public async Task The_context_and_the_options_serve()
    {
        shared.Lambda.Handle("postage", (JsonElement json) => new { Amount = json.GetProperty("grams").GetInt32() / 100m, Currency = json.GetProperty("sku").GetString() });
        var client = new ShippingFunctionsClient(shared.Lambda.DataSource);
        Assert.Equal(new Postage(2.5m, "A-1"), await client.PriceAsync(new Parcel("A-1", 250), Token));
        Assert.Equal(new Postage(2.5m, "A-1"), await client.PriceAsync("A-1", 250, Token));
        var configured = new ShippingFunctionsClient(shared.Lambda.DataSource, ShippingOptions.Create());
        Assert.Equal(new Postage(2.5m, "Zoë"), await configured.PriceAsync("Zoë", 250, Token));
    }

    [Fact]
    public async Task Items_are_counted()
    {
        shared.Lambda.Handle("shipments", (DateOnly day) => new[] { new Shipment(1, "A-1"), new Shipment(2, "A-2"), new Shipment(day.Day, "A-1") });
        Assert.Equal(2, await new Listing(new ListingFunctionsClient(shared.Lambda.DataSource)).CountAsync(new DateOnly(2026, 1, 2), "A-1", Token));
    }

    [Fact]
    public void Required_members_are_enforced()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StrictPostage>("{\"amount\":1}", options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StrictPostage>("{\"currency\":\"EUR\"}", options));
        Assert.Null(JsonSerializer.Deserialize<StrictPostage>("{\"amount\":1,\"currency\":null}", options)!.Currency);
    }
}
