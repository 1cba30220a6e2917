// Checkout.cs
using PgLambda;

namespace Shop.Web;

public record OrderRequest(string Sku, int Quantity);

public record PriceQuote(decimal Total, string Currency);

public interface IPriceFunctions
{
    [LambdaFunction("price-order"), Idempotent]
    Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);
}

public class Checkout(IPriceFunctions functions)
{
    public async Task<string> QuoteAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        try
        {
            var quote = await functions.PriceAsync(order, cancellationToken);
            return $"{quote.Total} {quote.Currency}";
        }
        catch (LambdaException failure) when (failure.IsTransient)
        {
            return "Please come back in a minute.";
        }
        catch (LambdaFunctionException)
        {
            return "We have no price for that.";
        }
    }
}
