using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using PgLambda;

Console.WriteLine($"reflection {JsonSerializer.IsReflectionEnabledByDefault}, dynamic code {RuntimeFeature.IsDynamicCodeSupported}");
await using var dataSource = new NpgsqlSlimDataSourceBuilder(Environment.GetEnvironmentVariable("ORDERS_DATABASE")!).Build();
var functions = new AotFunctionsClient(dataSource);
Console.WriteLine((await functions.PriceAsync(new OrderRequest("A-100", 3))).Total);
await foreach (var order in functions.EchoAsync([new OrderRequest("A-1", 1), new OrderRequest("A-2", 2)]))
    Console.WriteLine(order.Sku);

internal sealed record OrderRequest(string Sku, int Quantity);

internal sealed record PriceQuote(decimal Total, string Currency);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderRequest[]))]
[JsonSerializable(typeof(PriceQuote))]
internal sealed partial class Contracts : JsonSerializerContext;

[LambdaClient(JsonContext = typeof(Contracts))]
internal interface IAotFunctions
{
    [LambdaFunction("price-order")]
    Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    IAsyncEnumerable<OrderRequest> EchoAsync(OrderRequest[] orders, CancellationToken cancellationToken = default);
}
