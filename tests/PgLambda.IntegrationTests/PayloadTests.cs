using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace PgLambda.IntegrationTests;

/// <summary>What is sent is what arrives, and what comes back.</summary>
public class PayloadTests(FunctionsFixture fixture) : IClassFixture<FunctionsFixture>
{
    private IFunctions Client => fixture.Client;

    [Theory]
    [InlineData("")]
    [InlineData("it's a \"quote\"")]
    [InlineData("'; DROP TABLE orders; --")]
    [InlineData("$1 $2 $$ $tag$ :name @name {=x} ?x?")]
    [InlineData("back\\slash and \\u0041 \\' E'\\x'")]
    [InlineData("line\r\nbreaks\tand tabs")]
    [InlineData("ünïcödé – 日本語 – עברית – 👩‍👩‍👧‍👦 – \u2028 \ufeff")]
    [InlineData("\u0001\u001f\u007f")]
    public async Task Text(string text) => Assert.Equal(text, await Client.EchoAsync(text));

    [Fact]
    public async Task A_nul_character_survives_in_json()
    {
        Assert.Equal("a\0b", await Client.EchoAsync("a\0b"));
    }

    [Fact]
    public async Task Five_megabytes()
    {
        // The serializer writes ' as six characters, so there are few of them.
        var text = string.Concat(Enumerable.Range(0, 5 * 1024 * 1024 / 16).Select(i => i % 100 == 0 ? $"{i:x8} 'q' $1 " : $"{i:x8} (q) $1 "));
        Assert.True(text.Length >= 5 * 1024 * 1024);
        Assert.Equal(text, await Client.EchoAsync(text));
    }

    [Fact]
    public async Task More_than_lambda_takes()
    {
        var error = await Assert.ThrowsAsync<LambdaInvokeException>(() => Client.EchoAsync(new string('x', 6_291_456)));
        Assert.Equal(LambdaInvokeFailure.PayloadTooLarge, error.Reason);
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
    }

    [Fact]
    public async Task Documents()
    {
        Assert.Equal("[1,{\"a\":null}]", (await Client.EchoRawAsync(RawJson.Parse("[1,{\"a\":null}]"))).ToString());
        Assert.Equal(2, (await Client.EchoElementAsync(JsonDocument.Parse("[1, 2]").RootElement)).GetArrayLength());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("{\"a\":[1]}"), await Client.EchoNodeAsync(JsonNode.Parse("{\"a\":[1]}"))));
        Assert.Null(await Client.EchoNodeAsync(null));
    }

    [Fact]
    public async Task No_parameter_sends_an_empty_object() => Assert.Equal("{}", (await Client.EchoNothingAsync()).ToString());

    [Fact]
    public async Task Several_parameters_become_one_object()
    {
        var echoed = await Client.EchoSeveralAsync(7, null);
        Assert.Equal(["Order_ID", "firstOrder"], echoed.Keys);
        Assert.Equal(7, echoed["Order_ID"].GetInt32());
        Assert.Equal(JsonValueKind.Null, echoed["firstOrder"].ValueKind);
    }

    [Fact]
    public async Task What_is_changed_after_the_call_is_not_sent()
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { MaxPoolSize = 1 });
        var client = new FunctionsClient(dataSource);
        var (numbers, named, node) = (new List<int> { 1 }, new Dictionary<string, int> { ["a"] = 1 }, new JsonObject { ["a"] = 1 });
        Task<List<int>> one;
        Task<RawJson> several;
        Task<JsonNode?> document;
        // They wait for the only connection, longer than the caller keeps what it gave them.
        await using (await dataSource.OpenConnectionAsync())
        {
            (one, several, document) = (client.EchoAnyAsync(numbers), client.EchoListsAsync(numbers, named), client.EchoNodeAsync(node));
            Assert.False(one.IsCompleted || several.IsCompleted || document.IsCompleted);
            numbers.Add(2);
            named.Clear();
            node["a"] = 2;
        }
        Assert.Equal([1], await one);
        Assert.Equal("""{"numbers":[1],"named":{"a":1}}""", (await several).ToString());
        Assert.Equal("""{"a":1}""", (await document)!.ToJsonString());
    }

    [Fact]
    public async Task Any_type()
    {
        Assert.Equal(12.50m, await Client.EchoAnyAsync(12.50m));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.FromHours(2)), await Client.EchoAnyAsync(new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.FromHours(2))));
        Assert.Equal(new[] { 1, 2, 3 }, await Client.EchoAnyAsync(new[] { 1, 2, 3 }));
        Assert.Equal(new byte[] { 0, 255 }, await Client.EchoAnyAsync(new byte[] { 0, 255 }));
    }

    [Fact]
    public async Task Thirty_two_callers_each_get_their_own_answer()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async caller =>
        {
            for (var i = 0; i < 25; i++)
            {
                var text = $"{caller}/{i}";
                Assert.Equal(text, await Client.EchoAsync(text));
            }
        }));
    }
}
