using OrdersApi.Orders;
using PgLambda.Testing;

namespace OrdersApi.Local;

/// <summary>What the functions do. In production this is code in AWS; here it is served to the database by this process.</summary>
internal static class LocalFunctions
{
    public static void Serve(LocalLambda lambda)
    {
        // By the name and alias that appsettings.Development.json gives it.
        lambda.Handle<OrderRequest, PriceQuote>("price-order-dev", async (order, call) =>
        {
            if (order.Sku == "SLOW")
                await Task.Delay(Timeout.InfiniteTimeSpan, call.CancellationToken);
            return order.Sku.StartsWith("A-", StringComparison.Ordinal)
                ? new PriceQuote(order.Quantity * 19.95m, "EUR")
                : throw new KeyNotFoundException($"no such sku: {order.Sku}");
        });
        lambda.Handle("order-placed", (OrderPlaced placed) => Console.WriteLine($"order-placed was told of order {placed.OrderId}: {placed.Quantity} × {placed.Sku}"));
        foreach (var name in (string[])["price-order-dev", "order-placed"])
            lambda.Function(name).PublishVersion().Alias("dev", "1");
    }
}
