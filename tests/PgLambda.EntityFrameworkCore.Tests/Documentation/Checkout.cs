// Checkout.cs
using Microsoft.EntityFrameworkCore;
using PgLambda;

namespace Shop;

public class Order
{
    public int Id { get; set; }

    public required string Sku { get; set; }

    public int Quantity { get; set; }

    public decimal? Total { get; set; }
}

public class OrdersContext(DbContextOptions<OrdersContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

public record PriceQuote(decimal Total, string Currency);

public interface IOrderFunctions
{
    [LambdaFunction("price-order"), Idempotent]
    Task<PriceQuote> PriceAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("ship-order")]
    Task<string> ShipAsync(Order order, CancellationToken cancellationToken = default);
}

public class Checkout(OrdersContext db, ILambdaClientFactory<IOrderFunctions> functions)
{
    public async Task<Order> PlaceAsync(string sku, int quantity, CancellationToken cancellationToken = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var order = new Order { Sku = sku, Quantity = quantity };
        db.Orders.Add(order);
        await db.SaveChangesAsync(cancellationToken);

        order.Total = (await functions.On(db).PriceAsync(order, cancellationToken)).Total;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return order;
    }
}
