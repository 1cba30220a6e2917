using PgLambda;

namespace ShopLibrary;

public sealed record OrderRequest(string Sku, int Quantity);

public sealed record PriceQuote(decimal Total, string Currency);

public interface IShopFunctions
{
    [LambdaFunction("price-order")]
    Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    IAsyncEnumerable<int> CountAsync(int[] numbers, CancellationToken cancellationToken = default);
}
