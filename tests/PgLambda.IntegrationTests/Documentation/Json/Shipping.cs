// Shipping.cs
using System.Text.Json.Serialization;
using PgLambda;

namespace Shop.Shipping;

public sealed record Parcel(string Sku, int Grams);

public sealed record Postage(decimal Amount, string Currency);

[JsonSerializable(typeof(Parcel))]
[JsonSerializable(typeof(Postage))]
internal sealed partial class ShippingJson : JsonSerializerContext;

[LambdaClient(JsonContext = typeof(ShippingJson))]
public interface IShippingFunctions
{
    [LambdaFunction("postage")]
    Task<Postage> PriceAsync(Parcel parcel, CancellationToken cancellationToken = default);

    [LambdaFunction("postage")]
    Task<Postage> PriceAsync(string sku, int grams, CancellationToken cancellationToken = default);
}
