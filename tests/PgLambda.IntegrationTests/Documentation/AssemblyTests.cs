// AssemblyTests.cs
using PgLambda.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Shop.Tests.AllFunctions))]

namespace Shop.Tests;

public class AllFunctions : LocalLambdaFixture
{
    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("greet", (string name) => $"Hello {name}");
        return default;
    }
}

public class AssemblyTests(AllFunctions functions)
{
    [Fact]
    public async Task Somebody_is_greeted()
    {
        await using var command = functions.Lambda.DataSource.CreateCommand("SELECT payload #>> '{}' FROM aws_lambda.invoke('greet', '\"Ann\"'::json)");
        Assert.Equal("Hello Ann", await command.ExecuteScalarAsync());
    }
}
