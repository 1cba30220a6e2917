using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;
using PgLambda;

// A row that Entity Framework writes, and a call with it in the same transaction.
await using var context = new ShopContext();
await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "Orders";""");
await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript());
await using var transaction = await context.Database.BeginTransactionAsync();
context.Orders.Add(new Order { Sku = "A-100", Quantity = 3, State = OrderState.Placed });
await context.SaveChangesAsync();

var order = await context.Orders.AsNoTracking().SingleAsync(o => o.State == OrderState.Placed);
var functions = new OrderFunctionsClient((NpgsqlConnection)context.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
var quote = await functions.PriceAsync(order);
await transaction.CommitAsync();
Console.WriteLine($"Npgsql {typeof(NpgsqlConnection).Assembly.GetName().Version!.Major}: {order.Sku} costs {quote.Total} {quote.Currency}");

// A connection that is lost in the middle of a call: the function may have run, and a retrying strategy must not run it again.
var connectionString = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ORDERS_DATABASE")) { ApplicationName = "retrying" }.ConnectionString;
await using var dataSource = NpgsqlDataSource.Create(connectionString);
var attempts = 0;
try
{
    await new NpgsqlRetryingExecutionStrategy(context).ExecuteAsync(async () =>
    {
        attempts++;
        var call = new OrderFunctionsClient(dataSource).WaitAsync(attempts);
        while (!call.IsCompleted && (await TerminateAsync()) == 0)
            await Task.Delay(20);
        await call;
    });
}
catch (LambdaDatabaseException exception)
{
    Console.WriteLine($"{exception.SqlState} {exception.FunctionState} after {attempts}");
}

// The call's statement alone: the strategy's own connection is another.
async Task<int> TerminateAsync() => await context.Database.SqlQueryRaw<int>(
    """
    SELECT count(pg_terminate_backend(pid))::int AS "Value" FROM pg_stat_activity
    WHERE application_name = 'retrying' AND state = 'active' AND query LIKE '%aws_lambda.invoke%' AND now() - query_start > interval '300 ms'
    """).SingleAsync();

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

public class ShopContext : DbContext
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql(Environment.GetEnvironmentVariable("ORDERS_DATABASE"));
}

public record PriceQuote(decimal Total, string Currency);

public interface IOrderFunctions
{
    [LambdaFunction("price-order", Region = "us-west-2")]
    Task<PriceQuote> PriceAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("waits", Region = "us-west-2")]
    Task<int> WaitAsync(int number, CancellationToken cancellationToken = default);
}
