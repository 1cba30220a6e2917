using Microsoft.EntityFrameworkCore;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;
using PgLambda;

// A row that Entity Framework writes, and a call with it in the same transaction.
var functions = new OrderFunctionsFactory();
await using var context = new ShopContext("shop");
await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "Orders";""");
await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript());
var client = functions.On(context);
await using (var transaction = await context.Database.BeginTransactionAsync())
{
    context.Orders.Add(new Order { Sku = "A-100", Quantity = 3, State = OrderState.Placed });
    await context.SaveChangesAsync();
    var order = await context.Orders.AsNoTracking().SingleAsync(o => o.State == OrderState.Placed);
    var quote = await functions.On(context).PriceAsync(order);
    await transaction.CommitAsync();
    Console.WriteLine($"EF {MajorOf<DbContext>()} on Npgsql {MajorOf<NpgsqlConnection>()}: {order.Sku} costs {quote.Total} {quote.Currency}");
}
Console.WriteLine($"{(await client.PriceAsync(new Order { Sku = "A-101", Quantity = 2 })).Total} outside, then {context.Database.GetDbConnection().State}");

// A connection that is lost in the middle of a call: the function may have run, and no retrying strategy may run it again.
await RetryAsync(new NpgsqlRetryingExecutionStrategy(context), (client, _) => client.WaitAsync(1));
await RetryAsync(new LambdaRetryingExecutionStrategy(context), (client, _) => client.WaitAsync(2));
// Unless its method is idempotent.
await RetryAsync(new LambdaRetryingExecutionStrategy(context), (client, attempt) => attempt == 1 ? client.WaitAgainAsync(3) : client.EchoAsync(3));

async Task RetryAsync(Microsoft.EntityFrameworkCore.Storage.IExecutionStrategy strategy, Func<IOrderFunctions, int, Task<int>> make)
{
    await using var other = new ShopContext("retrying");
    var attempts = 0;
    try
    {
        await strategy.ExecuteAsync(async () =>
        {
            attempts++;
            await using var transaction = await other.Database.BeginTransactionAsync();
            var call = make(functions.On(other), attempts);
            while (!call.IsCompleted && (await TerminateAsync()) == 0)
                await Task.Delay(20);
            Console.WriteLine($"{await call} after {attempts}");
        });
    }
    catch (LambdaDatabaseException exception)
    {
        Console.WriteLine($"{exception.SqlState} {exception.FunctionState} after {attempts}");
    }
}

// The call's statement alone.
async Task<int> TerminateAsync() => await context.Database.SqlQueryRaw<int>(
    """
    SELECT count(pg_terminate_backend(pid))::int AS "Value" FROM pg_stat_activity
    WHERE application_name = 'retrying' AND state = 'active' AND query LIKE '%aws_lambda.invoke%' AND now() - query_start > interval '300 ms'
    """).SingleAsync();

static int MajorOf<T>() => typeof(T).Assembly.GetName().Version!.Major;

public enum OrderState
{
    Open,
    Placed,
}

public class Order
{
    public int Id { get; set; }

    public required string Sku { get; set; }

    public int Quantity { get; set; }

    public OrderState State { get; set; }
}

public class ShopContext(string sessions) : DbContext
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) =>
        options.UseNpgsql(new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ORDERS_DATABASE")) { ApplicationName = sessions }.ConnectionString);
}

public record PriceQuote(decimal Total, string Currency);

public interface IOrderFunctions
{
    [LambdaFunction("price-order", Region = "us-west-2")]
    Task<PriceQuote> PriceAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("waits", Region = "us-west-2")]
    Task<int> WaitAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("waits", Region = "us-west-2"), Idempotent]
    Task<int> WaitAgainAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("echo", Region = "us-west-2")]
    Task<int> EchoAsync(int number, CancellationToken cancellationToken = default);
}

public class OrderFunctionsFactory : ILambdaClientFactory<IOrderFunctions>
{
    public IOrderFunctions On(LambdaConnection connection, NpgsqlTransaction? transaction = null) => new OrderFunctionsClient(connection, transaction);
}
