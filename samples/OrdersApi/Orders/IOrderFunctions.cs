using PgLambda;

namespace OrdersApi.Orders;

/// <summary>The functions that orders need. Which function, version and time-out an environment has otherwise stands in its appsettings.</summary>
public interface IOrderFunctions
{
    [LambdaFunction("price-order"), Idempotent]
    Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);

    [LambdaFunction("order-placed", Invocation = InvocationType.Event)]
    Task NotifyPlacedAsync(OrderPlaced placed, CancellationToken cancellationToken = default);
}

public record PriceQuote(decimal Total, string Currency);

public record OrderPlaced(int OrderId, string Sku, int Quantity);
