using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>What a client sends.</summary>
public class PayloadTests
{
    private static string Write<T>(T value, LambdaClientOptions? options = null) => Text(LambdaPayload.Of(Serializer(options), value));

    private static LambdaPayload Object(LambdaClientOptions? options = null) => LambdaPayload.OfObject(Serializer(options));

    private static ClientSerializer Serializer(LambdaClientOptions? options) => new((options ?? LambdaClientOptions.Default).SerializerOptions);

    private static string Text(LambdaPayload payload)
    {
        payload.End();
        return payload.Failure is null ? Encoding.UTF8.GetString(payload.Json.Span) : throw payload.Failure;
    }

    [Fact]
    public void One_value() => Assert.Equal("""{"sku":"A-1","quantity":2}""", Write(new Order("A-1", 2)));

    [Fact]
    public void Null() => Assert.Equal("null", Write<Order?>(null));

    [Fact]
    public void Nothing() => Assert.Equal("{}", Text(Object()));

    [Fact]
    public void Documents_pass_through()
    {
        Assert.Equal("""{ "b": 1, "b": 2 }""", Write(RawJson.Parse("""{ "b": 1, "b": 2 }""")));
        Assert.Equal("""{"b":1}""", Write(JsonNode.Parse("""{ "b": 1 }""")!));
        using var document = JsonDocument.Parse("""{ "b": 1 }""");
        Assert.Equal("""{ "b": 1 }""", Write(document));
        Assert.Equal("""{ "b": 1 }""", Write(document.RootElement));
        Assert.Equal("null", Write(default(RawJson)));
        Assert.Equal("null", Write<JsonNode?>(null));
        Assert.Equal("null", Write<RawJson?>(null));
        Assert.Equal("1", Write<RawJson?>(RawJson.Parse("1")));
    }

    [Fact]
    public void Several_values()
    {
        var payload = Object().Add("OrderId", 7).Add("order", new Order("A", 1)).AddNamed("unit_Price", 1.5m).Add("raw", RawJson.Parse("[1, 2]")).Add<string?>("none", null);
        Assert.Equal("""{"orderId":7,"order":{"sku":"A","quantity":1},"unit_Price":1.5,"raw":[1, 2],"none":null}""", Text(payload));
    }

    [Fact]
    public void The_naming_policy_is_the_serializers()
    {
        var options = new LambdaClientOptions { SerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() } };
        var payload = Object(options).Add("unitPrice", 1).AddNamed("AsIs", 2);
        Assert.Equal("""{"unit_price":1,"AsIs":2}""", Text(payload));
    }

    [Fact]
    public void A_source_generated_context_serves()
    {
        var options = new LambdaClientOptions { SerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = OrderContext.Default } };
        Assert.Equal("""{"sku":"A","quantity":1}""", Write(new Order("A", 1), options));
        Assert.Contains("LambdaClientOptions.SerializerOptions", Assert.Throws<NotSupportedException>(() => Write(new Uri("http://127.0.0.1"), options)).Message);
    }

    [Fact]
    public void A_client_context_of_null_is_none()
    {
        Assert.True(Object().WithContext<Order?>(null).Context.IsEmpty);
        Assert.Equal("""{"sku":"A","quantity":1}""", Encoding.UTF8.GetString(Object().WithContext(new Order("A", 1)).Context.Span));
    }

    [Fact]
    public void The_first_failure_is_kept_and_nothing_is_thrown()
    {
        var payload = Object().Add("ok", 1).Add("first", new Cyclic()).Add("second", IntPtr.Zero).WithContext(new Cyclic());
        payload.End();
        Assert.Equal("The client context", payload.Failed);
        Assert.IsAssignableFrom<JsonException>(payload.Failure);
        payload = Object().Add("ok", 1).Add("first", new Cyclic()).Add("second", new Cyclic());
        payload.End();
        Assert.Equal("The payload", payload.Failed);
        Assert.StartsWith("$.first.self.self", Assert.IsType<JsonException>(payload.Failure).Path);
        Assert.Equal("The client context", Object().WithContext(new Cyclic()).Failed);
        Assert.Equal("The payload", LambdaPayload.Of(Serializer(null), new Cyclic()).Failed);
    }

    [Fact]
    public void Two_parameters_of_one_name_are_refused()
    {
        var payload = Object().Add("orderId", 1).Add("OrderId", 2);
        payload.End();
        Assert.Contains("Two parameters are 'orderId'", payload.Failure!.Message);
    }

    // What a record with these properties would be.
    [Fact]
    public void Options_hold_for_parameters_as_for_properties()
    {
        var nulls = new LambdaClientOptions { SerializerOptions = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull } };
        Assert.Equal("""{"a":1}""", Text(Object(nulls).Add("a", 1).Add<string?>("b", null)));
        var defaults = new LambdaClientOptions { SerializerOptions = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault } };
        Assert.Equal("{}", Text(Object(defaults).Add("a", 0).Add<string?>("b", null)));
        var relaxed = new LambdaClientOptions { SerializerOptions = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping } };
        Assert.Equal("""{"name":"Zoë's"}""", Text(Object(relaxed).Add("name", "Zoë's")));
        Assert.Equal("""{"ü":"Zoë's"}""", Write(JsonNode.Parse("""{"ü":"Zoë's"}""")!, relaxed));
        var text = new LambdaClientOptions { SerializerOptions = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.WriteAsString } };
        Assert.Equal("""{"a":"1"}""", Text(Object(text).Add("a", 1)));
    }

    [Fact]
    public void What_null_is_written_as_is_the_contracts_to_say()
    {
        Assert.Equal("\"none\"", Write<Code?>(null));
        Assert.Equal("""{"code":"none"}""", Text(Object().Add<Code?>("code", null)));
    }

    [Fact]
    public void Options_without_a_resolver_serve_and_options_of_null_do_not()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Assert.Null(options.TypeInfoResolver);
        Assert.Equal("""{"sku":"Zoë's","quantity":1}""", Write(new Order("Zoë's", 1), new LambdaClientOptions { SerializerOptions = options }));
        Assert.Throws<ArgumentNullException>(() => new LambdaClientOptions { SerializerOptions = null! });
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{'a':1}")]
    [InlineData("undefined")]
    public void Raw_json_that_is_none_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => RawJson.Parse(text));

    [Fact]
    public void Raw_json_inside_a_type()
    {
        var json = """{"inner":{"a":[1,2]}}""";
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var value = JsonSerializer.Deserialize<Envelope>(json, options)!;
        Assert.Equal("""{"a":[1,2]}""", value.Inner.ToString());
        Assert.Equal(json, JsonSerializer.Serialize(value, options));
        Assert.Equal(RawJson.Parse("1"), RawJson.Parse("1"));
        Assert.NotEqual(RawJson.Parse("1"), RawJson.Parse("1 "));
    }

    internal sealed record Order(string Sku, int Quantity);

    private sealed record Envelope(RawJson Inner);

    private sealed record Cyclic
    {
        public Cyclic Self => this;
    }

    [JsonConverter(typeof(Converter))]
    private sealed record Code(string Text)
    {
        private sealed class Converter : JsonConverter<Code>
        {
            public override bool HandleNull => true;

            public override Code Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

            public override void Write(Utf8JsonWriter writer, Code value, JsonSerializerOptions options) => writer.WriteStringValue(value?.Text ?? "none");
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PayloadTests.Order))]
internal sealed partial class OrderContext : JsonSerializerContext;
