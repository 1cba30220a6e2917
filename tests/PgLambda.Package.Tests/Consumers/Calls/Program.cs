using System.Reflection;
using Npgsql;
using PgLambda;

// Each kind of call, once; what comes back is printed.
var loaded = typeof(LambdaFunctionAttribute).Assembly.GetName();
var compiledAgainst = Assembly.GetExecutingAssembly().GetReferencedAssemblies().Single(a => a.Name == loaded.Name);
Console.WriteLine($"compiled against {compiledAgainst.Version}, runs on {loaded.Version}");

await using var dataSource = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("ORDERS_DATABASE")!);
ICalls calls = new CallsClient(dataSource);
var order = new OrderRequest("A-100", 3);

Console.WriteLine(await calls.PriceAsync(order));
Console.WriteLine(await calls.PriceOfSeveralAsync("A-100", 3));
Console.WriteLine((await calls.WithLogAsync(order)).Payload);
Console.WriteLine((await calls.NotifyAsync(order)).StatusCode);
Console.WriteLine(await calls.EchoAsync(new[] { 1, 2, 3 }.Sum()));
Console.WriteLine(await calls.EchoNothingAsync());
try
{
    await calls.FailAsync();
}
catch (LambdaException exception)
{
    Console.WriteLine($"{exception.GetType().Name}, {exception.FunctionState}");
}

await using var connection = await dataSource.OpenConnectionAsync();
await using var transaction = await connection.BeginTransactionAsync();
Console.WriteLine(await new CallsClient(connection, transaction).PriceAsync(order));
await transaction.CommitAsync();

public record OrderRequest(string Sku, int Quantity);

public record PriceQuote(decimal Total, string Currency);

public interface ICalls
{
    [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:price-order")]
    Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);

    [LambdaFunction("price-order", Region = "us-west-2")]
    Task<PriceQuote> PriceOfSeveralAsync(string sku, int quantity, CancellationToken cancellationToken = default);

    [LambdaFunction("price-order", Log = LogType.Tail)]
    Task<LambdaResult<PriceQuote>> WithLogAsync(OrderRequest order, CancellationToken cancellationToken = default);

    [LambdaFunction("order-placed:live", Invocation = InvocationType.Event)]
    Task<LambdaResult> NotifyAsync(OrderRequest order, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<T> EchoAsync<T>(T value, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<RawJson> EchoNothingAsync(CancellationToken cancellationToken = default);

    [LambdaFunction("fails")]
    Task FailAsync(CancellationToken cancellationToken = default);
}
