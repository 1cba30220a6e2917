using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>What a client sends.</summary>
public class PayloadTests
{
    private static string Write<T>(T value, LambdaClientOptions? options = null) => Encoding.UTF8.GetString(new LambdaJson(options).Write(value));

    [Fact]
    public void One_value() => Assert.Equal("""{"sku":"A-1","quantity":2}""", Write(new Order("A-1", 2)));

    [Fact]
    public void Null() => Assert.Equal("null", Write<Order?>(null));

    [Fact]
    public void Nothing() => Assert.Equal("{}", Encoding.UTF8.GetString(LambdaJson.EmptyObject));

    [Fact]
    public void Documents_pass_through()
    {
        Assert.Equal("""{ "b": 1, "b": 2 }""", Write(RawJson.Parse("""{ "b": 1, "b": 2 }""")));
        Assert.Equal("""{"b":1}""", Write(JsonNode.Parse("""{ "b": 1 }""")!));
        using var document = JsonDocument.Parse("""{ "b": 1 }""");
        Assert.Equal("""{"b":1}""", Write(document));
        Assert.Equal("""{"b":1}""", Write(document.RootElement));
        Assert.Equal("null", Write(default(JsonElement)));
        Assert.Equal("null", Write(default(RawJson)));
        Assert.Equal("null", Write<JsonNode?>(null));
        Assert.Equal("null", Write<RawJson?>(null));
        Assert.Equal("1", Write<RawJson?>(RawJson.Parse("1")));
    }

    [Fact]
    public void Several_values()
    {
        var payload = new LambdaJson().BeginObject().Add("OrderId", 7).Add("order", new Order("A", 1)).AddNamed("unit_Price", 1.5m).Add("raw", RawJson.Parse("[1, 2]")).Add<string?>("none", null).End();
        Assert.Equal("""{"orderId":7,"order":{"sku":"A","quantity":1},"unit_Price":1.5,"raw":[1, 2],"none":null}""", Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public void The_naming_policy_is_the_serializers()
    {
        var options = new LambdaClientOptions { SerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() } };
        var payload = new LambdaJson(options).BeginObject().Add("unitPrice", 1).AddNamed("AsIs", 2).End();
        Assert.Equal("""{"unit_price":1,"AsIs":2}""", Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public void A_source_generated_context_serves()
    {
        var options = new LambdaClientOptions { SerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = OrderContext.Default } };
        Assert.Equal("""{"sku":"A","quantity":1}""", Write(new Order("A", 1), options));
        Assert.Throws<NotSupportedException>(() => Write(new Uri("http://127.0.0.1"), options));
    }

    [Fact]
    public void A_client_context_of_null_is_none()
    {
        Assert.Null(new LambdaJson().WriteContext<Order?>(null));
        Assert.NotNull(new LambdaJson().WriteContext(new Order("A", 1)));
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
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PayloadTests.Order))]
internal sealed partial class OrderContext : JsonSerializerContext;
