// Listing.cs
using PgLambda;

namespace Shop.Shipping;

public sealed record Shipment(int Id, string Sku);

public interface IListingFunctions
{
    [LambdaFunction("shipments", TimeoutMilliseconds = 20_000)]
    IAsyncEnumerable<Shipment> ShipmentsAsync(DateOnly day, CancellationToken cancellationToken = default);
}

public sealed class Listing(IListingFunctions functions)
{
    public async Task<int> CountAsync(DateOnly day, string sku, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var shipment in functions.ShipmentsAsync(day, cancellationToken))
            count += shipment.Sku == sku ? 1 : 0;
        return count;
    }
}
