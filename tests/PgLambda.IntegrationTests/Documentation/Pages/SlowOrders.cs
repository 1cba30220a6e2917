// SlowOrders.cs
using PgLambda;

namespace Shop.Slow;

public interface ISlowOrders
{
    [LambdaFunction("price-catalogue", TimeoutMilliseconds = 60_000)]
    Task<int> PriceCatalogueAsync(string name, CancellationToken cancellationToken = default);

    [LambdaFunction("price-order")]
    Task<decimal> PriceAsync(string sku, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);
}

public static class Patient
{
    public static Task<decimal> PriceAsync(ISlowOrders orders, string sku) => orders.PriceAsync(sku, new LambdaCallOptions { TimeoutMilliseconds = 10_000 });
}
