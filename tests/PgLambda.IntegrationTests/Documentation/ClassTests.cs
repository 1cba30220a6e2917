// ClassTests.cs
using PgLambda.Testing;
using Xunit;

namespace Shop.Tests;

public class Warehouse
{
    [LambdaHandler("reserve")]
    public int Reserve(OrderRequest order) => order.Quantity;

    [LambdaHandler("release")]
    public async Task ReleaseAsync(OrderRequest order, LambdaCall call, CancellationToken cancellationToken) => await Task.Delay(1, cancellationToken);
}

public class ClassTests
{
    [Fact]
    public async Task A_class_serves_its_functions()
    {
        await using var lambda = await LocalLambda.StartAsync();
        lambda.HandleClass(new Warehouse());
        await using var command = lambda.DataSource.CreateCommand("""SELECT payload::text FROM aws_lambda.invoke('reserve', '{"sku":"A-100","quantity":3}'::json)""");
        Assert.Equal("3", await command.ExecuteScalarAsync());
    }
}
