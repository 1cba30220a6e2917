// Placement.cs
using Npgsql;
using PgLambda;

namespace Shop.Web;

public class Placement(ILambdaClientFactory<IPriceFunctions> functions)
{
    public Task<PriceQuote> PriceInTransactionAsync(OrderRequest order, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        functions.On(connection, transaction).PriceAsync(order);
}
