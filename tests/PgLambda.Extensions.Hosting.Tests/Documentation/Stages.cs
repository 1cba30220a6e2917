// Stages.cs
using Npgsql;
using PgLambda;

namespace Shop;

public static class Stages
{
    public static LambdaClientOptions Test { get; } = new()
    {
        Functions = { new LambdaFunctionOverride { Name = "price-order", Function = "price-order-test", TimeoutMilliseconds = 20_000 } },
        Clients = { ["IOrderFunctions"] = new LambdaClientOverride { Qualifier = "test", Methods = { ["PriceAsync"] = new LambdaOverride { TimeoutMilliseconds = 5_000 } } } },
    };

    public static IOrderFunctions CreateClient(NpgsqlDataSource dataSource) => new OrderFunctionsClient(dataSource, Test);
}
