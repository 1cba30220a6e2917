using PgLambda.IntegrationTests.Failures;

namespace PgLambda.IntegrationTests.Setup;

/// <summary>A client knows what its connection string withholds before the first failure.</summary>
public sealed class ErrorDetailTests(FailingFunctions fixture) : IClassFixture<FailingFunctions>
{
    private static readonly LambdaClientOptions Strict = new() { RequireErrorDetail = true };

    [Fact]
    public async Task A_client_that_asks_for_details_refuses_a_connection_string_that_withholds_them()
    {
        await using var dataSource = fixture.CreateDataSource(builder => builder.IncludeErrorDetail = false);
        Assert.Contains("Include Error Detail", Assert.Throws<ArgumentException>(() => new FailingFunctionsClient(dataSource, Strict)).Message);
        await using var connection = dataSource.CreateConnection();
        Assert.Throws<ArgumentException>(() => new FailingFunctionsClient(connection, options: Strict));
        await using var detailed = fixture.CreateDataSource(builder => builder.IncludeErrorDetail = true);
        Assert.Equal(1, await new FailingFunctionsClient(detailed, Strict).EchoAsync(1));
    }

    [Fact]
    public async Task Without_details_the_cause_is_unknown_and_said_to_be_withheld()
    {
        await using var dataSource = fixture.CreateDataSource(builder => builder.IncludeErrorDetail = false);
        var error = await Assert.ThrowsAsync<LambdaFunctionException>(() => new FailingFunctionsClient(dataSource).BoomAsync(1));
        Assert.True(error.DetailRedacted);
        Assert.Equal((FunctionState.Ran, LambdaErrorKind.Unknown), (error.FunctionState, error.ErrorKind));
    }
}
