namespace PgLambda.IntegrationTests.Interceptors;

/// <summary>One function whose second run would do harm, and one whose would not.</summary>
public interface IRetriedFunctions
{
    [LambdaFunction("ship", Region = "us-west-2")]
    Task<string> ShipAsync(string sku, CancellationToken cancellationToken = default);

    [LambdaFunction("look-up", Region = "us-west-2"), Idempotent]
    Task<string> LookUpAsync(string sku, CancellationToken cancellationToken = default);
}
