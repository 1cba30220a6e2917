// ShippingOptions.cs
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PgLambda;

namespace Shop.Shipping;

public static class ShippingOptions
{
    /// <summary>Snake case, nulls left out, and umlauts as they are; contracts from the context, with or without reflection.</summary>
    public static LambdaClientOptions Create() => new()
    {
        SerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = ShippingJson.Default,
        },
    };
}
