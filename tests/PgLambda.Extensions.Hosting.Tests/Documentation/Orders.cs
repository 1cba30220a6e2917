// Orders.cs
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PgLambda;

namespace Shop;

public record Order(string Sku, int Quantity);

public record PriceQuote(decimal Total, string Currency);

public interface IOrderFunctions
{
    [LambdaFunction("price-order")]
    Task<PriceQuote> PriceAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("ship-order", TimeoutMilliseconds = 10_000)]
    Task ShipAsync(Order order, CancellationToken cancellationToken = default);
}

public static class Orders
{
    public static void AddOrders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddNpgsqlDataSource(builder.Configuration.GetConnectionString("Orders")!, b => b.UsePgLambda());
        builder.Services.AddShopLambdaClients();
        builder.Services.AddPgLambda(builder.Configuration.GetSection("PgLambda"));
        builder.Services.AddHealthChecks().AddLambda();
        builder.Services.AddSingleton<ILambdaInterceptor, SlowCalls>();
    }
}
