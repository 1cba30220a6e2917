using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgLambda.Testing;
using Shop;

namespace PgLambda.EntityFrameworkCore.Tests.Documentation;

/// <summary>The functions and the tables of the page.</summary>
public sealed class OrderFunctions : LocalLambdaFixture
{
    internal OrdersContext CreateContext()
    {
        var options = new DbContextOptionsBuilder<OrdersContext>();
        options.UseOrdersDatabase(Lambda.ConnectionString);
        return new OrdersContext(options.Options);
    }

    protected override async ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("price-order", (Order order) => new PriceQuote(order.Quantity * 2.5m, "EUR"));
        lambda.Handle("ship-order", (Order order) => $"{order.Sku} is on its way");
        await using var context = CreateContext();
        await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript());
    }
}

internal sealed class OrderFunctionsFactory : ILambdaClientFactory<IOrderFunctions>
{
    public IOrderFunctions On(LambdaConnection connection, NpgsqlTransaction? transaction = null) => new OrderFunctionsClient(connection, transaction);
}
