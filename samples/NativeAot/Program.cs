using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgLambda;

// Native AOT: no reflection, so the serializer's contracts come from the JsonSerializerContext that the interface names. Everything else is as usual.
var connectionString = Environment.GetEnvironmentVariable("ConnectionStrings__Lambda")
    ?? throw new InvalidOperationException("Set ConnectionStrings__Lambda to a database with the aws_lambda extension.");
await using var services = new ServiceCollection()
    .AddSingleton<NpgsqlDataSource>(_ => new NpgsqlSlimDataSourceBuilder(connectionString).Build())
    .AddNativeAotLambdaClients()
    .BuildServiceProvider();
var dataSource = services.GetRequiredService<NpgsqlDataSource>();
var functions = services.GetRequiredService<IAotFunctions>();

Console.WriteLine(await functions.PriceAsync(new Order("A-100", 3)));
Console.WriteLine(await functions.PriceSeveralAsync("A-100", 2));
Console.WriteLine((await functions.WithLogAsync(new Order("A-100", 1), RawJson.Parse("""{"custom":{"trace":"4bf9"}}"""))).Payload);
Console.WriteLine((await functions.CheckAsync()).StatusCode);
await foreach (var quote in functions.PriceEachAsync([new Order("A-100", 1), new Order("A-100", 2)]))
    Console.WriteLine(quote);
try
{
    await functions.FailAsync();
}
catch (LambdaFunctionException exception)
{
    Console.WriteLine($"{exception.ErrorType}: {exception.ErrorMessage}");
}
await using (var connection = await dataSource.OpenConnectionAsync())
    Console.WriteLine((await services.GetRequiredService<ILambdaClientFactory<IAotFunctions>>().On(connection).CheckAsync()).StatusCode);
try
{
    // Options of one's own come first; without a context they have no contracts, which is found out before anything is sent.
    var options = new LambdaClientOptions { SerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) };
    await new AotFunctionsClient(dataSource, options).PriceAsync(new Order("A-100", 3));
}
catch (LambdaSerializationException exception)
{
    Console.WriteLine(exception.Message);
}

internal sealed record Order(string Sku, int Quantity);

internal sealed record Quote(decimal Total, string Currency);

[JsonSerializable(typeof(Order[]))]
[JsonSerializable(typeof(Quote))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class AotContext : JsonSerializerContext;

[LambdaClient(JsonContext = typeof(AotContext))]
[LambdaFunction("price")]
internal interface IAotFunctions
{
    Task<Quote> PriceAsync(Order order, CancellationToken cancellationToken = default);

    Task<JsonElement> PriceSeveralAsync(string sku, int quantity, CancellationToken cancellationToken = default);

    [LambdaFunction("price", Log = LogType.Tail)]
    Task<LambdaResult<RawJson>> WithLogAsync(Order order, [ClientContext] RawJson context, CancellationToken cancellationToken = default);

    [LambdaFunction("price", Invocation = InvocationType.DryRun)]
    Task<LambdaResult> CheckAsync(CancellationToken cancellationToken = default);

    [LambdaFunction("price-each")]
    IAsyncEnumerable<Quote> PriceEachAsync(Order[] orders, CancellationToken cancellationToken = default);

    [LambdaFunction("fail")]
    Task FailAsync(CancellationToken cancellationToken = default);
}
