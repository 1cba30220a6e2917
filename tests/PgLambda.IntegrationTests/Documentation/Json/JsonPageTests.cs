using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using PgLambda.Testing;
using Shop.Shipping;

namespace PgLambda.IntegrationTests.Documentation.Json;

/// <summary>The code of docs/json.md: each block is a file that is compiled and run here.</summary>
public sealed partial class JsonPageTests(SharedFunctions shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_block_is_a_file()
    {
        var text = File.ReadAllText(Path.Combine(Here(), "../../../../docs/json.md")).ReplaceLineEndings("\n");
        var blocks = Block().Matches(text).Select(match => (File: match.Groups[2].Value, Text: match.Groups[1].Value)).ToList();
        Assert.Equal(["Shipping.cs", "ShippingOptions.cs", "StrictPostage.cs"], blocks.Select(block => block.File));
        Assert.Equal(blocks.Count, text.Split("```csharp").Length - 1);
        Assert.All(blocks, block => Assert.Equal(block.Text, File.ReadAllText(Path.Combine(Here(), block.File)).ReplaceLineEndings("\n")));
    }

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
    public void Required_members_are_enforced()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StrictPostage>("{\"amount\":1}", options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StrictPostage>("{\"currency\":\"EUR\"}", options));
        Assert.Null(JsonSerializer.Deserialize<StrictPostage>("{\"amount\":1,\"currency\":null}", options)!.Currency);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("^```csharp\n(// (\\w+\\.cs)\n.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
