using System.Text.Json;
using System.Text.Json.Serialization;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Json;

/// <summary>What cannot be written is found before anything is sent, and what cannot be read keeps the answer; both say where in the JSON.</summary>
public sealed class JsonErrorTests(JsonErrorFunctions fixture) : IClassFixture<JsonErrorFunctions>
{
    private JsonErrorsClient Client => new(fixture.Lambda.DataSource);

    // The serializer's own paths of the first two are as deep as it went.
    public static TheoryData<Item, string> Unwritable => new()
    {
        { Item.Cycle(), "Path: $.Items.Items" },
        { Item.Nested(100), "Path: $.Items.Items" },
        { new Item("a", Items: [new("b"), new("\ud800")]), "Path: $.items[1].name." },
        { new Item("a", Items: [new("b"), new("c", Items: [new("d", double.PositiveInfinity)])]), "Path: $.items[1].items[0].number." },
        { new Item("a", double.NaN), "Path: $.number." },
        { new Item("a", Items: [new("b", Odd: new Odd())]), "Path: $.items[0].odd." },
    };

    [Theory, MemberData(nameof(Unwritable))]
    public async Task A_payload_is_refused_before_it_is_sent(Item item, string path)
    {
        fixture.Lambda.ForgetCalls();
        foreach (var call in new Func<Task>[] { () => Client.SendAsync(item), () => Client.SendTwoAsync("first", item), () => Client.SendContextAsync("first", item) })
        {
            var error = await Assert.ThrowsAsync<LambdaSerializationException>(call);
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.True(error.Message.Contains(path, StringComparison.Ordinal), error.Message);
            Assert.IsAssignableFrom<JsonException>(error.InnerException);
        }
        Assert.Empty(fixture.Lambda.Calls);
    }

    [Theory]
    [InlineData("\ufffd")]
    [InlineData("Zoë \ud83d\ude00 \ufffd")]
    public async Task A_replacement_character_of_the_users_own_is_sent(string text) => Assert.Equal(text, await Client.TextAsync(text));

    [Theory]
    [InlineData("{\"total\":1e400}", "$.total")]
    [InlineData("{\"total\":\"much\"}", "$.total")]
    [InlineData("{\"total\":1,\"lines\":[{\"count\":1},{\"count\":99999999999}]}", "$.lines[1].count")]
    [InlineData("{\"total\":1,\"lines\":{}}", "$.lines")]
    [InlineData("[]", "$")]
    [InlineData("7", "$")]
    public async Task An_answer_of_another_shape_says_where(string answer, string path)
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.AnswerAsync(RawJson.Parse(answer)));
        Assert.Equal(FunctionState.Ran, error.FunctionState);
        Assert.True(error.Message.Contains($"Path: {path}", StringComparison.Ordinal), error.Message);
        Assert.Equal(path, Assert.IsType<JsonException>(error.InnerException).Path);
        Assert.NotNull(error.Payload);
    }

#if NET9_0_OR_GREATER
    // The serializer of .NET 8 cannot tell; the page on JSON says what serves there.
    [Theory]
    [InlineData("{}", "total")]
    [InlineData("{\"total\":1}", "lines")]
    [InlineData("{\"total\":1,\"lines\":null}", "lines")]
    public async Task An_answer_that_lacks_a_value_is_no_quote_of_zero(string answer, string named)
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.AnswerAsync(RawJson.Parse(answer)));
        Assert.Contains(named, error.Message);
    }
#endif

    [Fact]
    public async Task An_answer_that_is_deeper_than_the_options_allow()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.ElementAsync(new string('[', 65) + new string(']', 65)));
        Assert.Contains("depth", error.Message);
    }

    [Fact]
    public async Task A_converters_own_message_gets_the_path_too()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.OddAsync(RawJson.Parse("{\"name\":\"a\",\"items\":[{\"name\":\"b\",\"odd\":1}]}")));
        Assert.Contains("too odd Path: $.items[0].odd.", error.Message);
    }
}

public sealed record Line(int Count);

public sealed record Bill(decimal Total, IReadOnlyList<Line> Lines);

public sealed record Item(string Name, double Number = 0, List<Item>? Items = null, Odd? Odd = null)
{
    public static Item Cycle()
    {
        var item = new Item("a", Items: []);
        item.Items!.Add(item);
        return item;
    }

    public static Item Nested(int depth) => depth == 0 ? new Item("a") : new Item("a", Items: [Nested(depth - 1)]);

    // A cycle has no text.
    public override string ToString() => Name;
}

[JsonConverter(typeof(OddConverter))]
public sealed record Odd;

public sealed class OddConverter : JsonConverter<Odd>
{
    public override Odd Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException("too odd");

    public override void Write(Utf8JsonWriter writer, Odd value, JsonSerializerOptions options) => throw new FormatException("too odd");
}

[LambdaFunction("echo")]
internal interface IJsonErrors
{
    Task SendAsync(Item item, CancellationToken cancellationToken = default);

    Task SendTwoAsync(string first, Item item, CancellationToken cancellationToken = default);

    Task SendContextAsync(string first, [ClientContext] Item item, CancellationToken cancellationToken = default);

    Task<Bill> AnswerAsync(RawJson answer, CancellationToken cancellationToken = default);

    Task<string> TextAsync(string text, CancellationToken cancellationToken = default);

    [LambdaFunction("text")]
    Task<JsonElement> ElementAsync(string text, CancellationToken cancellationToken = default);

    Task<Item> OddAsync(RawJson answer, CancellationToken cancellationToken = default);
}

/// <summary>The functions that <see cref="IJsonErrors"/> names.</summary>
public sealed class JsonErrorFunctions : LocalLambdaFixture
{
    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("echo", (JsonElement json) => json);
        lambda.Handle("text", (string text) => new Failures.RawText(text));
        return default;
    }
}
