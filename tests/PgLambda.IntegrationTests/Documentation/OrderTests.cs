// OrderTests.cs
using PgLambda.Testing;
using Xunit;

namespace Shop.Tests;

public class OrderFunctions : LocalLambdaFixture
{
    protected override LocalLambdaOptions CreateOptions() => new() { Region = "eu-west-1" };

    protected override async ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("order-placed", (OrderRequest order) => { });
        await using var command = lambda.DataSource.CreateCommand("""
            CREATE TABLE orders (sku text, quantity int);
            CREATE FUNCTION tell_lambda() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM aws_lambda.invoke('order-placed', to_json(NEW), NULL, 'Event');
                RETURN NULL;
            END $$;
            CREATE TRIGGER placed AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION tell_lambda();
            """);
        await command.ExecuteNonQueryAsync();
    }
}

public class OrderTests(OrderFunctions functions) : IClassFixture<OrderFunctions>
{
    [Fact]
    public async Task An_inserted_order_is_told()
    {
        await using var insert = functions.Lambda.DataSource.CreateCommand("INSERT INTO orders VALUES ('A-100', 3)");
        await insert.ExecuteNonQueryAsync();

        var calls = await functions.Lambda.WaitForCallsAsync(1);
        Assert.Equal(LocalInvocationType.Event, calls[0].InvocationType);
        Assert.Equal("eu-west-1", calls[0].Region);
        Assert.Equal("A-100", calls[0].Payload.GetProperty("sku").GetString());
    }
}
