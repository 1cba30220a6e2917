using System.Text.Json;
using System.Text.Json.Nodes;

namespace PgLambda.IntegrationTests;

public sealed record Order(string Sku, int Quantity);

public sealed record Quote(decimal Total, string? Trace);

public sealed record Context(Dictionary<string, string> Custom);

/// <summary>Every kind of call that a client makes.</summary>
public interface IFunctions
{
    [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:price")]
    Task<Quote> ByFullArnAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("123456789012:function:price", Region = "us-west-2")]
    Task<Quote> ByPartialArnAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("price", Region = "us-west-2")]
    Task<Quote> ByNameAndRegionAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("price")]
    Task<Quote> ByNameAsync(string sku, int quantity, CancellationToken cancellationToken = default);

    [LambdaFunction("price", Qualifier = "prod")]
    Task<LambdaResult<Quote>> QualifiedByArgumentAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("price:prod")]
    Task<LambdaResult<Quote>> QualifiedByNameAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("price", Log = LogType.Tail)]
    Task<LambdaResult<Quote>> WithLogAsync(Order order, [ClientContext] Context? context, CancellationToken cancellationToken = default);

    [LambdaFunction("placed:live", Invocation = InvocationType.Event)]
    Task<LambdaResult> EventAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("price", Invocation = InvocationType.DryRun)]
    Task<LambdaResult> DryRunAsync(CancellationToken cancellationToken = default);

    [LambdaFunction("throws")]
    Task ThrowsAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("reports")]
    ValueTask ReportsAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("unknown")]
    Task UnknownAsync(CancellationToken cancellationToken = default);

    [LambdaFunction("unknown", Invocation = InvocationType.DryRun)]
    Task DryRunUnknownAsync(CancellationToken cancellationToken = default);

    [LambdaFunction("slow")]
    Task SlowAsync(CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<string> EchoAsync(string text, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<RawJson> EchoRawAsync(RawJson json, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<JsonElement> EchoElementAsync(JsonElement json, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<JsonNode?> EchoNodeAsync(JsonNode? json, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<RawJson> EchoNothingAsync(CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<T> EchoAnyAsync<T>(T value, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<Dictionary<string, JsonElement>> EchoSeveralAsync([PayloadName("Order_ID")] int orderId, Order? firstOrder, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<RawJson> EchoListsAsync(List<int> numbers, Dictionary<string, int> named, CancellationToken cancellationToken = default);
}
