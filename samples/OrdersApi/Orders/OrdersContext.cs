using Microsoft.EntityFrameworkCore;

namespace OrdersApi.Orders;

public class OrdersContext(DbContextOptions<OrdersContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

/// <summary>An order that was placed.</summary>
public class Order
{
    public int Id { get; set; }

    public required string Sku { get; set; }

    public int Quantity { get; set; }

    public decimal Total { get; set; }
}
