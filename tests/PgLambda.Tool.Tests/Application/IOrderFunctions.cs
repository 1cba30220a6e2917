using PgLambda;

namespace Shop;

/// <summary>One method of each kind that a manifest tells apart.</summary>
public interface IOrderFunctions
{
    [LambdaFunction("arn:aws:lambda:us-west-2:555555555551:function:price-order", Qualifier = "prod", TimeoutMilliseconds = 15_000)]
    Task<int> PriceAsync(int quantity, CancellationToken cancellationToken = default);

    [LambdaFunction("555555555551:function:order-placed:3", Region = "us-gov-west-1", Invocation = InvocationType.Event)]
    Task PlacedAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("stock")]
    Task<int> StockAsync(string sku, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);

    [LambdaFunction("stock")]
    Task<int> StockOfAsync(string sku, CancellationToken cancellationToken = default);

    [LambdaFunction("audit", Invocation = InvocationType.DryRun)]
    Task AuditAsync([Qualifier] string? version, CancellationToken cancellationToken = default);
}

/// <summary>A generic interface, whose constant no registration can name.</summary>
public interface IStore<T>
{
    [LambdaFunction("store:live")]
    Task<T?> LoadAsync(string key, CancellationToken cancellationToken = default);
}
