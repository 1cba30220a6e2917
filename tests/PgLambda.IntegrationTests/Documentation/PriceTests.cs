// PriceTests.cs
using PgLambda.Testing;
using Xunit;

namespace Shop.Tests;

public record OrderRequest(string Sku, int Quantity);

public record PriceQuote(decimal Total, string Currency);

public class PriceTests
{
    [Fact]
    public async Task The_function_gets_the_order_and_its_answer_comes_back()
    {
        await using var lambda = await LocalLambda.StartAsync();
        lambda.Handle("price-order", (OrderRequest order) => new PriceQuote(order.Quantity * 2.5m, "EUR"));

        // Your code stands here. It gets lambda.DataSource or lambda.ConnectionString, as it would get those of the real database.
        await using var command = lambda.DataSource.CreateCommand("""
            SELECT status_code, payload FROM aws_lambda.invoke(
                aws_commons.create_lambda_function_arn('price-order', 'us-west-2'), '{"sku":"A-100","quantity":3}'::json)
            """);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(200, reader.GetInt32(0));
        Assert.Equal("""{"total":7.5,"currency":"EUR"}""", reader.GetString(1));

        var call = Assert.Single(lambda.Calls);
        Assert.Equal("price-order", call.Function);
        Assert.Equal(3, call.Payload.GetProperty("quantity").GetInt32());
    }
}
