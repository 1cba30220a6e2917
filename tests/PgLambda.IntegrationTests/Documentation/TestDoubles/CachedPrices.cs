// CachedPrices.cs
using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgLambda;

namespace Shop.Web;

public class CachedPrices(IPriceFunctions functions) : IPriceFunctions
{
    private readonly ConcurrentDictionary<OrderRequest, PriceQuote> _known = new();

    public async Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default) =>
        _known.TryGetValue(order, out var quote) ? quote : _known[order] = await functions.PriceAsync(order, cancellationToken);
}

public static class Registration
{
    public static IServiceCollection AddCachedPrices(this IServiceCollection services) => services.AddSingleton<IPriceFunctions>(provider =>
        new CachedPrices(new PriceFunctionsClient(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetService<LambdaClientOptions>())));
}
