using Microsoft.EntityFrameworkCore;

namespace PgLambda.EntityFrameworkCore.Tests;

public sealed class Order
{
    public int Id { get; set; }

    public required string Sku { get; set; }

    public int Quantity { get; set; }
}

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}
