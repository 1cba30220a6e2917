using System.Text.Json;
using System.Text.Json.Serialization;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Json;

/// <summary>What cannot be written is found before anything is sent, and what cannot be read keeps the answer; both say where in the JSON.</summary>
public sealed class JsonErrorTests(JsonErrorFunctions fixture) : IClassFixture<JsonErrorFunctions>
{
    private JsonErrorsClient Client => new(fixture.Lambda.DataSource);

    public static TheoryData<Item, string> Unwritable => new()
    {
        { Item.Cycle(), ".items[0].items[0].items[0]" },
        { Item.Nested(100), ".items[0].items[0].items[0]" },
        { new Item("a", Items: [new("b"), new("\ud800")]), ".items[1].name." },
        { new Item("a", Items: [new("b"), new("c", Items: [new("d", double.PositiveInfinity)])]), ".items[1].items[0].number." },
        { new Item("a", double.NaN), ".number." },
        { new Item("a", Items: [new("b", Odd: new Odd())]), ".items[0].odd." },
        { new Item("a", Items: [new("b", Odd: new Odd("too odd"))]), ".items[0].odd." },
        { new Item("\udc00"), ".name." },
    };

    // One value, a list of parameters, and both places of a client context: each says the path from its own beginning.
    [Theory, MemberData(nameof(Unwritable))]
    public async Task What_cannot_be_written_is_refused_before_it_is_sent(Item item, string path)
    {
        fixture.Lambda.ForgetCalls();
        var calls = new (Func<Task> Call, string Root)[]
        {
            (() => Client.SendAsync(item), "$"),
            (() => Client.SendTwoAsync("first", item), "$.item"),
            (() => Client.SendContextAsync("first", item), "$"),
            (() => Client.SendTextAsync("first", new LambdaCallOptions { ClientContext = item }), "$"),
        };
        foreach (var (call, root) in calls)
        {
            var error = await Assert.ThrowsAsync<LambdaSerializationException>(call);
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.True(error.Message.Contains($"Path: {root}{path}", StringComparison.Ordinal), error.Message);
            Assert.True(error.Message.Length < 600, error.Message);
            Assert.StartsWith(root + path.TrimEnd('.'), Assert.IsType<JsonException>(error.InnerException, exactMatch: false).Path);
            Assert.Single(error.Message.Split("Path: ")[1..]);
        }
        Assert.Empty(fixture.Lambda.Calls);
    }

    [Fact]
    public async Task A_text_that_is_a_parameter_says_which()
    {
        var error = await Assert.ThrowsAsync<LambdaSerializationException>(() => Client.SendTwoAsync("\ud800", new Item("a")));
        Assert.Contains("Path: $.first.", error.Message);
    }

    [Fact]
    public async Task Names_are_shown_as_the_serializer_shows_them()
    {
        foreach (var (name, path) in new[] { ("a_b", "$.a_b."), ("a b", "$['a b'].") })
        {
            var error = await Assert.ThrowsAsync<LambdaSerializationException>(() => Client.NumbersAsync(new() { [name] = double.NaN }));
            Assert.True(error.Message.Contains($"Path: {path}", StringComparison.Ordinal), error.Message);
        }
    }

    [Fact]
    public async Task An_undefined_element_is_no_null()
    {
        fixture.Lambda.ForgetCalls();
        var calls = new (Func<Task> Call, string Path)[]
        {
            (() => Client.ElementsAsync(default), "$."),
            (() => Client.TwoElementsAsync(default(JsonElement), 1), "$.element."),
            (() => Client.AnyAsync(default(JsonElement), 1), "$.any."),
            (() => Client.AnyAsync(new { Element = default(JsonElement) }, 1), "$.any.element."),
            (() => Client.SendTextAsync("first", new LambdaCallOptions { ClientContext = default(JsonElement) }), "$."),
        };
        foreach (var (call, path) in calls)
        {
            var error = await Assert.ThrowsAsync<LambdaSerializationException>(call);
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.True(error.Message.Contains($"Path: {path}", StringComparison.Ordinal), error.Message);
        }
        Assert.Empty(fixture.Lambda.Calls);
        // Without a value there is nothing to refuse.
        await Client.TwoElementsAsync(null, 1);
        Assert.Equal("""{"element":null,"n":1}""", Assert.Single(fixture.Lambda.Calls).PayloadText);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData(" [{}]")]
    [InlineData("null")]
    public async Task A_client_context_is_an_object(string context)
    {
        fixture.Lambda.ForgetCalls();
        foreach (var call in Contexts(RawJson.Parse(context)))
        {
            var error = await Assert.ThrowsAsync<LambdaSerializationException>(call);
            Assert.Equal((FunctionState.NotRun, false), (error.FunctionState, error.IsTransient));
            Assert.Contains("JSON object", error.Message);
        }
        Assert.Empty(fixture.Lambda.Calls);
    }

    // 3,583 bytes in base64 are 2,685 before.
    [Fact]
    public async Task A_client_context_is_no_longer_than_Lambda_takes()
    {
        fixture.Lambda.ForgetCalls();
        foreach (var call in Contexts(Context(2_685)))
            await call();
        Assert.Equal(2, fixture.Lambda.Calls.Count);
        foreach (var call in Contexts(Context(2_686)))
        {
            var error = await Assert.ThrowsAsync<LambdaSerializationException>(call);
            Assert.Equal((FunctionState.NotRun, false), (error.FunctionState, error.IsTransient));
            Assert.Contains("3,583", error.Message);
        }
        Assert.Equal(2, fixture.Lambda.Calls.Count);
    }

    [Fact]
    public async Task A_trace_saves_no_client_context_and_costs_none()
    {
        using var activity = new System.Diagnostics.Activity("request").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        var client = new JsonErrorsClient(fixture.Lambda.DataSource, new LambdaClientOptions { PropagateTraceContext = true });
        fixture.Lambda.ForgetCalls();
        await client.SendRawContextAsync("first", Context(2_685));
        await Assert.ThrowsAsync<LambdaSerializationException>(() => client.SendRawContextAsync("first", Context(2_686)));
        await Assert.ThrowsAsync<LambdaSerializationException>(() => client.SendRawContextAsync("first", RawJson.Parse("[]")));
        Assert.DoesNotContain("traceparent", Assert.Single(fixture.Lambda.Calls).ClientContext!.Value.GetRawText());
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

    // The serializer of .NET 8 cannot tell; the page on JSON says what serves there.
    [Theory]
    [InlineData("{}", "total")]
    [InlineData("{\"total\":1}", "lines")]
    [InlineData("{\"total\":1,\"lines\":null}", "lines")]
    public async Task An_answer_that_lacks_a_value_is_no_quote_of_zero(string answer, string named)
    {
        Assert.SkipUnless(Environment.Version.Major >= 9, "It is told from .NET 9 on.");
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.AnswerAsync(RawJson.Parse(answer)));
        Assert.Contains(named, error.Message);
    }

    [Fact]
    public async Task An_answer_that_is_deeper_than_the_options_allow()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.ElementAsync(new string('[', 65) + new string(']', 65)));
        Assert.Contains("depth", error.Message);
    }

    [Fact]
    public async Task A_long_path_is_cut()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(
            () => Client.OddAsync(RawJson.Parse(string.Concat(Enumerable.Repeat("{\"name\":\"a\",\"items\":[", 30)) + "7" + string.Concat(Enumerable.Repeat("]}", 30)))));
        Assert.True(error.Message.Contains("Path: $.items[0].items[0].items[0]", StringComparison.Ordinal) && error.Message.Contains("….items[0].items[0]", StringComparison.Ordinal), error.Message);
        Assert.True(error.Message.Length < 600, error.Message);
    }

    [Fact]
    public async Task A_converters_own_message_gets_the_path_too()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.OddAsync(RawJson.Parse("{\"name\":\"a\",\"items\":[{\"name\":\"b\",\"odd\":1}]}")));
        Assert.Contains("too odd Path: $.items[0].odd.", error.Message);
    }

    private static RawJson Context(int bytes) => RawJson.Parse($"{{\"a\":\"{new string('x', bytes - 8)}\"}}");

    // The parameter, and the call's options.
    private Func<Task>[] Contexts(RawJson context) =>
        [() => Client.SendRawContextAsync("first", context), () => Client.SendTextAsync("first", new LambdaCallOptions { ClientContext = context })];
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
public sealed record Odd(string? Why = null);

public sealed class OddConverter : JsonConverter<Odd>
{
    public override Odd Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException("too odd");

    public override void Write(Utf8JsonWriter writer, Odd value, JsonSerializerOptions options) =>
        throw (value.Why is null ? new FormatException("too odd") : new JsonException(value.Why));
}

[LambdaFunction("echo")]
internal interface IJsonErrors
{
    Task SendAsync(Item item, CancellationToken cancellationToken = default);

    Task SendTwoAsync(string first, Item item, CancellationToken cancellationToken = default);

    Task SendContextAsync(string first, [ClientContext] Item item, CancellationToken cancellationToken = default);

    Task SendTextAsync(string first, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);

    Task SendRawContextAsync(string first, [ClientContext] RawJson context, CancellationToken cancellationToken = default);

    Task NumbersAsync(Dictionary<string, double> numbers, CancellationToken cancellationToken = default);

    Task ElementsAsync(JsonElement element, CancellationToken cancellationToken = default);

    Task TwoElementsAsync(JsonElement? element, int n, CancellationToken cancellationToken = default);

    Task AnyAsync(object any, int n, CancellationToken cancellationToken = default);

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
