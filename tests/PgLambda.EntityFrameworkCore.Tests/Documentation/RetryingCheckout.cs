// RetryingCheckout.cs
using Microsoft.EntityFrameworkCore;
using PgLambda;

namespace Shop;

public static class Databases
{
    public static void UseOrdersDatabase(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString, npgsql => npgsql.ExecutionStrategy(dependencies => new LambdaRetryingExecutionStrategy(dependencies)));
}

public class RetryingCheckout(OrdersContext db, ILambdaClientFactory<IOrderFunctions> functions)
{
    public async Task<string> PlaceAsync(string sku, int quantity, CancellationToken cancellationToken = default)
    {
        // All of this may run again. A call that succeeded is then made again too: only one that is [Idempotent] belongs in here.
        var order = await db.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            db.ChangeTracker.Clear();
            return await new Checkout(db, functions).PlaceAsync(sku, quantity, token);
        }, cancellationToken);

        // Made once: the delegate is this call alone, and is repeated only where the function is known not to have run.
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(token => functions.On(db).ShipAsync(order, token), cancellationToken);
    }
}
