using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Json;

/// <summary>The user's serializer options hold everywhere: a list of parameters is a record with those properties, and documents are the text they hold.</summary>
public sealed class SerializerOptionsTests(SendFunctions fixture) : IClassFixture<SendFunctions>
{
    private const string Text = "{\"ü\":\"Zoë's\"}";

    [Fact]
    public async Task The_encoder()
    {
        Assert.Equal("{\"name\":\"Zoë's\",\"count\":1}", await SentAsync(send => send.RecordAsync(new("Zoë's", 1)), Relax));
        Assert.Equal("{\"name\":\"Zoë's\",\"count\":1}", await SentAsync(send => send.TwoAsync("Zoë's", 1), Relax));
        Assert.Equal(Text, await SentAsync(send => send.NodeAsync(JsonNode.Parse(Text)!), Relax));
    }

    [Fact]
    public async Task Documents_are_the_text_they_hold()
    {
        using var document = JsonDocument.Parse(Text);
        Assert.Equal(Text, await SentAsync(send => send.ElementAsync(document.RootElement)));
        Assert.Equal(Text, await SentAsync(send => send.DocumentAsync(document)));
    }

    [Fact]
    public void Raw_text_inside_of_another_value_keeps_its_text()
    {
        const string text = """{ "b" : 1e400, "a":"\u00fc", "b":2 }""";
        Assert.Equal([text, "null"], JsonSerializer.Deserialize<RawJson[]>($"[{text} , null]")!.Select(raw => raw.ToString()));
        Assert.Equal($"[{text}]", JsonSerializer.Serialize(new[] { RawJson.Parse(text) }));
    }

    [Fact]
    public async Task Nulls_that_are_left_out()
    {
        Assert.Equal("{\"name\":\"a\"}", await SentAsync(send => send.RecordAsync(new("a", null)), LeaveOutNull));
        Assert.Equal("{\"name\":\"a\"}", await SentAsync(send => send.TwoAsync("a", null), LeaveOutNull));
    }

    [Fact]
    public async Task Converters_of_null()
    {
        Assert.Equal("\"none\"", await SentAsync(send => send.CodeAsync(null!)));
        Assert.Equal("{\"code\":\"none\",\"n\":1}", await SentAsync(send => send.CodesAsync(null!, 1)));
        Assert.Equal(new Maybe(null), await new SendClient(fixture.Lambda.DataSource).MaybeAsync(null));
    }

    [Fact]
    public async Task Documents_of_null_and_their_options()
    {
        var client = new SendClient(fixture.Lambda.DataSource);
        using var document = await client.ToDocumentAsync(null);
        Assert.Equal(JsonValueKind.Null, document.RootElement.ValueKind);
        Assert.Equal(1, (int)(await client.ToObjectAsync(1))["total"]!);
    }

    [Fact]
    public async Task A_reader_of_customised_options_and_no_resolver()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Assert.Equal(new Maybe(7), await new SendClient(fixture.Lambda.DataSource, new LambdaClientOptions { SerializerOptions = options }).MaybeAsync(7));
    }

    private static void Relax(JsonSerializerOptions options) => options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static void LeaveOutNull(JsonSerializerOptions options) => options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;

    private async Task<string> SentAsync(Func<ISend, Task<RawJson>> call, Action<JsonSerializerOptions>? configure = null)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        configure?.Invoke(options);
        fixture.Lambda.ForgetCalls();
        await call(new SendClient(fixture.Lambda.DataSource, new LambdaClientOptions { SerializerOptions = options }));
        return Assert.Single(fixture.Lambda.Calls).Payload.GetRawText();
    }
}

public sealed record Named(string Name, int? Count);

[JsonConverter(typeof(CodeConverter))]
public sealed record Code(string Text);

public sealed class CodeConverter : JsonConverter<Code>
{
    public override bool HandleNull => true;

    public override Code Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Code value, JsonSerializerOptions options) => writer.WriteStringValue(value?.Text ?? "none");
}

[JsonConverter(typeof(MaybeConverter))]
public readonly record struct Maybe(int? Value);

public sealed class MaybeConverter : JsonConverter<Maybe>
{
    public override bool HandleNull => true;

    public override Maybe Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, Maybe value, JsonSerializerOptions options) => writer.WriteRawValue(value.Value?.ToString() ?? "null");
}

[LambdaFunction("echo")]
public interface ISend
{
    Task<RawJson> RecordAsync(Named named, CancellationToken cancellationToken = default);

    Task<RawJson> TwoAsync(string name, int? count, CancellationToken cancellationToken = default);

    Task<RawJson> ElementAsync(JsonElement json, CancellationToken cancellationToken = default);

    Task<RawJson> NodeAsync(JsonNode json, CancellationToken cancellationToken = default);

    Task<RawJson> DocumentAsync(JsonDocument json, CancellationToken cancellationToken = default);

    Task<RawJson> CodeAsync(Code code, CancellationToken cancellationToken = default);

    Task<RawJson> CodesAsync(Code code, int n, CancellationToken cancellationToken = default);

    Task<Maybe> MaybeAsync(int? n, CancellationToken cancellationToken = default);

    Task<JsonDocument> ToDocumentAsync(int? n, CancellationToken cancellationToken = default);

    [LambdaFunction("answer")]
    Task<JsonObject> ToObjectAsync(int n, CancellationToken cancellationToken = default);
}

/// <summary>The functions that <see cref="ISend"/> names.</summary>
public sealed class SendFunctions : LocalLambdaFixture
{
    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("echo", (JsonElement json) => json);
        lambda.Handle("answer", (JsonElement json) => new Dictionary<string, int> { ["Total"] = 1 });
        return default;
    }
}
