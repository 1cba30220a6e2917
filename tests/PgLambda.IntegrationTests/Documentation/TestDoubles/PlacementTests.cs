// PlacementTests.cs
using Npgsql;
using NSubstitute;
using PgLambda;
using Xunit;

namespace Shop.Web.Tests;

public class PlacementTests
{
    [Fact]
    public async Task The_price_is_asked_for_on_the_callers_connection()
    {
        var functions = Substitute.For<IPriceFunctions>();
        functions.PriceAsync(default!, default).ReturnsForAnyArgs(new PriceQuote(59.85m, "EUR"));
        await using var connection = new NpgsqlConnection();
        var factory = Substitute.For<ILambdaClientFactory<IPriceFunctions>>();
        factory.On(Arg.Is<LambdaConnection>(on => on.Connection == connection), null).Returns(functions);

        Assert.Equal(59.85m, (await new Placement(factory).PriceInTransactionAsync(new OrderRequest("A-100", 3), connection, null!)).Total);
    }
}
