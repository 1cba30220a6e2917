using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda.IntegrationTests.Json;

/// <summary>A list of parameters is sent as a record with those properties would be, whatever the options say.</summary>
public sealed class ParameterListTests(SendFunctions fixture) : IClassFixture<SendFunctions>
{
    private static readonly Dictionary<string, Action<JsonSerializerOptions>> Configurations = new()
    {
        ["the web defaults"] = _ => { },
        ["snake case"] = o => o.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        ["no nulls"] = o => o.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ["no defaults"] = o => o.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        ["no read-only properties"] = o => o.IgnoreReadOnlyProperties = true,
        ["numbers as text"] = o => o.NumberHandling = JsonNumberHandling.WriteAsString,
        ["references"] = o => o.ReferenceHandler = ReferenceHandler.Preserve,
        ["cycles"] = o => o.ReferenceHandler = ReferenceHandler.IgnoreCycles,
        ["indented"] = o => o.WriteIndented = true,
#if NET9_0_OR_GREATER
        ["indented by tabs"] = o => (o.WriteIndented, o.IndentCharacter, o.IndentSize, o.NewLine) = (true, '\t', 1, "\n"),
#endif
        ["enums as text"] = o => o.Converters.Add(new JsonStringEnumConverter()),
        ["relaxed"] = o => o.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        ["changed contracts"] = o => o.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(Rename),
    };

    public static MatrixTheoryData<string, bool> Named => new(Configurations.Keys, [false, true]);

    [Theory, MemberData(nameof(Named))]
    public async Task It_is_what_a_record_is(string configuration, bool isByContext)
    {
        var options = Options(Configurations[configuration]);
        if (isByContext)
            options.TypeInfoResolver = options.TypeInfoResolver is null ? BasketJson.Default : BasketJson.Default.WithAddedModifier(Rename);
        var box = new Box { Name = "Zoë's <b>", Weight = 1.5, Child = new Box() };
        var basket = new Basket("ü", null, new() { ["BigKey"] = 1 }, box, box, DayOfWeek.Friday, 0);
        Assert.Equal(
            JsonSerializer.Serialize(basket, options),
            await SentAsync(options, lists => lists.BasketAsync(basket.TheName, basket.Count, basket.Map, basket.First, basket.Second, basket.Day, basket.Number)));
    }

    [Fact]
    public async Task References_between_parameters_can_be_read_back()
    {
        var options = Options(o => o.ReferenceHandler = ReferenceHandler.Preserve);
        var box = new Box { Name = "a" };
        var read = JsonSerializer.Deserialize<Pair>(await SentAsync(options, lists => lists.BasketAsync("ü", 1, [], box, box, 0, 0)), options)!;
        Assert.Equal("a", read.First?.Name);
        Assert.Same(read.First, read.Second);
    }

    [Fact]
    public async Task Depth_is_counted_as_in_a_record()
    {
        var options = Options(o => o.MaxDepth = 4);
        for (var depth = 0; depth < 6; depth++)
        {
            var basket = new Basket("a", 1, [], Box.Nested(depth), new Box(), 0, 0);
            var record = Record.Exception(() => JsonSerializer.Serialize(basket, options));
            var list = await Record.ExceptionAsync(() => SentAsync(options, lists => lists.BasketAsync("a", 1, [], basket.First, basket.Second, 0, 0)));
            Assert.True(record is null == list is null, $"{depth}: {record?.Message ?? "sent"} {list?.Message ?? "sent"}");
            Assert.True(list is null or LambdaSerializationException { FunctionState: FunctionState.NotRun }, list?.Message);
        }
    }

    [Fact]
    public async Task Documents_in_it_are_the_text_they_hold()
    {
        using var document = JsonDocument.Parse("[ 1, 1.0 ]");
        Assert.Equal(
            """{"raw":{ "ü" : 1e400 },"node":{"A":1},"document":[ 1, 1.0 ],"any":{ "b":"\u00fc"}}""",
            await SentAsync(Options(), lists => lists.DocumentsAsync(RawJson.Parse("""{ "ü" : 1e400 }"""), JsonNode.Parse("""{ "A": 1 }"""), document, Element("""{ "b":"\u00fc"}"""))));
        Assert.Equal("""{"raw":null,"node":null,"document":null,"any":null}""", await SentAsync(Options(), lists => lists.DocumentsAsync(null, null, null, null)));
        // By a context that knows none of them.
        Assert.Equal("""{"raw":1,"any":2}""", (await new OneContextClient(fixture.Lambda.DataSource).DocumentsAsync(RawJson.Parse("1"), Element("2"))).ToString());
    }

    [Fact]
    public async Task Names_that_differ_in_case_are_two()
    {
        Assert.Equal("""{"a":1,"A":2}""", await SentAsync(Options(), lists => lists.CaseAsync(1, 2)));
        Assert.Equal("""{"a":1,"A":2}""", (await new OneContextClient(fixture.Lambda.DataSource).CaseAsync(1, 2)).ToString());
    }

    [Theory]
    [InlineData(JsonIgnoreCondition.Never)]
    [InlineData(JsonIgnoreCondition.WhenWritingNull)]
    public async Task Names_that_a_policy_makes_one_are_an_error(JsonIgnoreCondition condition)
    {
        fixture.Lambda.ForgetCalls();
        var options = Options(o => (o.PropertyNamingPolicy, o.DefaultIgnoreCondition) = (new OneName(), condition));
        var error = await Assert.ThrowsAsync<LambdaSerializationException>(() => SentAsync(options, lists => lists.NullsAsync(null, "b")));
        Assert.Contains("Two parameters are 'one'", error.Message);
        Assert.Empty(fixture.Lambda.Calls);
    }

    [Fact]
    public async Task A_parameter_without_a_contract_is_named()
    {
        fixture.Lambda.ForgetCalls();
        var error = await Assert.ThrowsAsync<LambdaSerializationException>(() => new OneContextClient(fixture.Lambda.DataSource).AnyAsync(1, new Version(1, 0)));
        Assert.Contains("[JsonSerializable(typeof(Version))]", error.Message);
        Assert.Contains("$.value", error.Message);
        Assert.Empty(fixture.Lambda.Calls);
        // Another type of the same method is another list.
        Assert.Equal("""{"n":1,"value":2}""", (await new OneContextClient(fixture.Lambda.DataSource).AnyAsync(1, 2)).ToString());
        Assert.Equal("""{"n":1,"value":{"sku":"A","weight":2}}""", (await new OneContextClient(fixture.Lambda.DataSource).AnyAsync(1, new Parcel("A", 2))).ToString());
    }

    private static JsonSerializerOptions Options(Action<JsonSerializerOptions>? configure = null)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        configure?.Invoke(options);
        return options;
    }

    private static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static void Rename(JsonTypeInfo contract)
    {
        if (contract.Type != typeof(Box))
            return;
        foreach (var property in contract.Properties)
            property.Name = "x" + property.Name;
    }

    private async Task<string> SentAsync(JsonSerializerOptions options, Func<ILists, Task> call)
    {
        fixture.Lambda.ForgetCalls();
        await call(new ListsClient(fixture.Lambda.DataSource, new LambdaClientOptions { SerializerOptions = options }));
        return Assert.Single(fixture.Lambda.Calls).PayloadText;
    }

    private sealed class OneName : JsonNamingPolicy
    {
        public override string ConvertName(string name) => "one";
    }
}

public sealed record Basket(string TheName, int? Count, Dictionary<string, int> Map, Box First, Box Second, DayOfWeek Day, double Number);

/// <summary>What references are read into: constructors cannot take any.</summary>
public sealed class Pair
{
    public Box? First { get; set; }

    public Box? Second { get; set; }
}

[JsonSerializable(typeof(Basket))]
internal sealed partial class BasketJson : JsonSerializerContext;

public sealed class Box
{
    public string? Name { get; set; }

    public double Weight { get; set; }

    public Box? Child { get; set; }

    public static Box Nested(int depth) => depth == 0 ? new Box() : new Box { Child = Nested(depth - 1) };
}

[LambdaFunction("echo")]
internal interface ILists
{
    Task BasketAsync(string theName, int? count, Dictionary<string, int> map, Box first, Box second, DayOfWeek day, double number, CancellationToken cancellationToken = default);

    Task DocumentsAsync(RawJson? raw, JsonNode? node, JsonDocument? document, object? any, CancellationToken cancellationToken = default);

    Task CaseAsync([PayloadName("a")] int first, [PayloadName("A")] int second, CancellationToken cancellationToken = default);

    Task NullsAsync(string? a, string? b, CancellationToken cancellationToken = default);
}

[LambdaClient(JsonContext = typeof(ParcelJson))]
[LambdaFunction("echo")]
internal interface IOneContext
{
    Task<RawJson> DocumentsAsync(RawJson raw, JsonElement any, CancellationToken cancellationToken = default);

    Task<RawJson> CaseAsync([PayloadName("a")] int first, [PayloadName("A")] int second, CancellationToken cancellationToken = default);

    Task<RawJson> AnyAsync<T>(int n, T value, CancellationToken cancellationToken = default);
}
