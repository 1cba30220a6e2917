using PgLambda.Testing;

[assembly: AssemblyFixture(typeof(PgLambda.IntegrationTests.SharedFunctions))]

namespace PgLambda.IntegrationTests;

/// <summary>One stand-in for the whole assembly, beside those of the classes.</summary>
public sealed class SharedFunctions : LocalLambdaFixture
{
    protected override LocalLambdaOptions CreateOptions() => new() { Region = "eu-west-1" };

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("echo", (string text, LambdaCall call) => $"{text} from {call.Region}");
        return default;
    }
}

public class AssemblyFixtureTests(SharedFunctions shared, FunctionsFixture own) : IClassFixture<FunctionsFixture>
{
    [Fact]
    public async Task Each_fixture_has_a_database_and_handlers_of_its_own()
    {
        Assert.Equal("hello from eu-west-1", await new FunctionsClient(shared.Lambda.DataSource).EchoAsync("hello"));
        Assert.Equal("hello", await own.Client.EchoAsync("hello"));
    }

    [Fact]
    public void A_fixture_that_was_not_started_says_so()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new LocalLambdaFixture().Lambda);
        Assert.Contains("IClassFixture", error.Message);
    }
}
