using PgLambda;
using static PgLambda.InvocationType;

namespace Quickstart;

public record OrderRequest(string Sku, int Quantity);

public record OrderPlaced(int OrderId);

public record PriceQuote(decimal Total, string Currency);

/// <summary>Lambda's runtimes read two properties of a client context: <c>custom</c> and <c>env</c>.</summary>
public record TraceContext(IReadOnlyDictionary<string, string> Custom);

/// <summary>Each method is one Lambda function. <c>OrderFunctionsClient</c> is generated from this.</summary>
public interface IOrderFunctions
{
    // A full ARN, and the alias "prod" as an argument.
    [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:price-order", Qualifier = "prod")]
    Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);

    // The same alias inside the ARN.
    [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:price-order:prod")]
    Task<LambdaResult<PriceQuote>> PriceQualifiedAsync(OrderRequest order, CancellationToken cancellationToken = default);

    // A partial ARN and a region. Several parameters become one JSON object: {"sku": …, "quantity": …}.
    [LambdaFunction("123456789012:function:price-order", Region = "us-west-2")]
    Task<PriceQuote> PriceByPartialArnAsync(string sku, int quantity, CancellationToken cancellationToken = default);

    // A name and a region; the end of the function's log; a client context beside the payload.
    [LambdaFunction("price-order", Region = "us-west-2", Log = LogType.Tail)]
    Task<LambdaResult<PriceQuote>> PriceWithLogAsync(OrderRequest order, [ClientContext] TraceContext context, CancellationToken cancellationToken = default);

    // Queued: answered before the function runs, without a result.
    [LambdaFunction("order-placed:live", Region = "us-west-2", Invocation = Event)]
    Task<LambdaResult> NotifyPlacedAsync(OrderPlaced placed, CancellationToken cancellationToken = default);

    // Checked, not run.
    [LambdaFunction("price-order", Region = "us-west-2", Invocation = DryRun)]
    Task<LambdaResult> CheckAsync(CancellationToken cancellationToken = default);

    [LambdaFunction("always-fails", Region = "us-west-2")]
    Task FailAsync(OrderRequest order, CancellationToken cancellationToken = default);

    [LambdaFunction("no-such-function", Region = "us-west-2")]
    Task UnknownAsync(CancellationToken cancellationToken = default);
}
