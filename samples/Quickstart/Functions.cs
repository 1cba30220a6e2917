using PgLambda.Testing;

namespace Quickstart;

/// <summary>What the functions do. In production this is code in AWS; here it is served to the database by this process.</summary>
internal static class Functions
{
    public static void Serve(LocalLambda lambda)
    {
        lambda.Handle("price-order", (OrderRequest order, LambdaCall call) =>
        {
            var trace = call.ClientContext?.GetProperty("custom").GetProperty("traceId").GetString();
            call.Log($"pricing {order.Quantity} × {order.Sku}, trace {trace ?? "none"}");
            return new PriceQuote(order.Quantity * 19.95m, "EUR");
        });
        lambda.Function("price-order").PublishVersion().Alias("prod", "1");

        lambda.Handle("order-placed", (OrderPlaced placed) => { });
        lambda.Function("order-placed").PublishVersion().Alias("live", "1");

        lambda.Handle("always-fails", (OrderRequest order) => throw new KeyNotFoundException($"no such sku: {order.Sku}"));
    }
}
