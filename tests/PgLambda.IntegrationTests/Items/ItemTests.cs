using System.Text.Json;

namespace PgLambda.IntegrationTests.Items;

/// <summary>Answers that are arrays, item by item.</summary>
public sealed class ItemTests(ItemFunctions fixture) : IClassFixture<ItemFunctions>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ItemFunctionsClient Client => new(fixture.Lambda.DataSource);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000)]
    public async Task They_come_in_their_order(int count)
    {
        var ids = new List<int>();
        await foreach (var item in Client.CountAsync(count, Token))
        {
            Assert.Equal(90, item.Text.Length);
            ids.Add(item.Id);
        }
        Assert.Equal(Enumerable.Range(1, count), ids);
    }

    [Fact]
    public async Task Items_of_any_type()
    {
        var json = RawJson.Parse("""[1, null, 3]""");
        Assert.Equal([1, null, 3], await Client.ReadNumbersOrNullAsync(json, Token).ToListAsync(Token));
        Assert.Equal(["1", "null", "3"], (await Client.ReadTextsAsync(json, Token).ToListAsync(Token)).Select(text => text.ToString()));
        Assert.Equal([JsonValueKind.Number, JsonValueKind.Null, JsonValueKind.Number], (await Client.ReadElementsAsync(json, Token).ToListAsync(Token)).Select(element => element.ValueKind));
        Assert.Equal([1, null, 3], (await Client.ReadNodesAsync(json, Token).ToListAsync(Token)).Select(node => node?.GetValue<int>()));
        Assert.Equal([1L, 3L], await Client.ReadAnyAsync<long>(RawJson.Parse("[1,3]"), Token).ToListAsync(Token));
        Assert.Equal([new(1, "a"), null], await Client.ReadOrNullAsync(RawJson.Parse("""[{"id":1,"text":"a"},null]"""), Token).ToListAsync(Token));
        // White space, order and doubles are the function's.
        Assert.Equal(["""{ "b": 1e400 , "a":"\u00fc", "b":2}"""], (await Client.ReadTextsAsync(RawJson.Parse("""[ { "b": 1e400 , "a":"\u00fc", "b":2} ]"""), Token).ToListAsync(Token)).Select(text => text.ToString()));
    }

    [Fact]
    public async Task Nothing_is_called_before_the_first_item_is_asked_for_and_arguments_are_what_they_were()
    {
        fixture.Lambda.ForgetCalls();
        var sent = new List<Item> { new(1, "a") };
        var items = Client.EchoAsync(sent, cancellationToken: Token);
        sent.Add(new(2, "b"));
        Assert.Empty(fixture.Lambda.Calls);
        Assert.Equal([new Item(1, "a")], await items.ToListAsync(Token));
        Assert.Single(fixture.Lambda.Calls);
    }

    [Fact]
    public async Task Another_enumeration_would_be_another_call_and_is_refused()
    {
        fixture.Lambda.ForgetCalls();
        var items = Client.CountAsync(3, Token);
        Assert.Equal(3, await items.CountAsync(Token));
        var error = Assert.Throws<InvalidOperationException>(() => items.GetAsyncEnumerator(Token));
        Assert.Contains("IItemFunctions.CountAsync", error.Message, StringComparison.Ordinal);
        Assert.Single(fixture.Lambda.Calls);
    }

    [Theory]
    [InlineData("null", "the function answered null, and the method hands out the items of an array")]
    [InlineData("{}", "the function answered something else, and the method hands out the items of an array")]
    [InlineData("5", "the function answered something else")]
    [InlineData("""[{"id":1,"text":"a"},null]""", "an item does not fit Item: It is null, which cannot be (declare it nullable if that is an answer). Path: $[1].")]
    [InlineData("""[{"id":1,"text":"a"},{"id":"x","text":"b"}]""", "Path: $[1].id")]
    [InlineData("""[{"id":1}]""", "an item does not fit Item: ")]
    public async Task An_answer_that_is_no_array_of_such_items(string json, string what)
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(async () => await Client.ReadAsync(RawJson.Parse(json), Token).ToListAsync(Token));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("The function ran.", error.Message, StringComparison.Ordinal);
        Assert.Equal((FunctionState.Ran, 200, json, json.Length), (error.FunctionState, error.StatusCode, error.Payload, error.PayloadLength));
    }

    [Fact]
    public async Task What_comes_before_an_item_that_does_not_fit_is_handed_out()
    {
        var ids = new List<int>();
        var json = ItemFunctions.Many(5_000, last: """{"id":"last"}""");
        var error = await Assert.ThrowsAsync<LambdaResponseException>(async () =>
        {
            await foreach (var item in Client.ReadAsync(json, Token))
                ids.Add(item.Id);
        });
        Assert.Contains("Path: $[5000].id", error.Message, StringComparison.Ordinal);
        Assert.Equal(json.Utf8.Length, error.PayloadLength);
        Assert.InRange(ids.Count, 4_000, 5_000);
        Assert.Equal(Enumerable.Range(1, ids.Count), ids);
    }

    [Fact]
    public async Task A_call_that_fails_fails_with_the_first_item()
    {
        var error = await Assert.ThrowsAsync<LambdaFunctionException>(async () => await Client.FailAsync(7, Token).ToListAsync(Token));
        Assert.Contains("no 7", error.Message, StringComparison.Ordinal);
        var options = new LambdaClientOptions { SerializerOptions = new() { TypeInfoResolver = new NoTypes() } };
        var refused = await Assert.ThrowsAsync<LambdaSerializationException>(async () => await new ItemFunctionsClient(fixture.Lambda.DataSource, options).ReadAsync(RawJson.Parse("[]"), Token).ToListAsync(Token));
        Assert.Equal(FunctionState.NotRun, refused.FunctionState);
    }

    private sealed class NoTypes : System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver
    {
        public System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => null;
    }
}
