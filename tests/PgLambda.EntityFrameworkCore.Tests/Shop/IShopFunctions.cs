using Npgsql;

namespace PgLambda.EntityFrameworkCore.Tests;

public interface IShopFunctions
{
    [LambdaFunction("echo")]
    Task<int> EchoAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    IAsyncEnumerable<int> EchoEachAsync(int[] numbers, CancellationToken cancellationToken = default);

    [LambdaFunction("boom")]
    Task<int> BoomAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("waits")]
    Task<int> WaitAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("waits"), Idempotent]
    Task<int> WaitAgainAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("boom"), Idempotent]
    Task<int> BoomAgainAsync(int number, CancellationToken cancellationToken = default);
}

internal sealed class ShopFactory : ILambdaClientFactory<IShopFunctions>
{
    public IShopFunctions On(LambdaConnection connection, NpgsqlTransaction? transaction = null) => new ShopFunctionsClient(connection, transaction);
}
