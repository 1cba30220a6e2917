namespace PgLambda.IntegrationTests.Failures;

/// <summary>Texts that are not what they should be, on the way there and back.</summary>
public sealed class BadAnswerTests(FailingFunctions fixture) : IClassFixture<FailingFunctions>
{
    private FailingFunctionsClient Client => new(fixture.Lambda.DataSource);

    [Theory]
    [InlineData("{\"mean\": NaN}")]
    [InlineData("{\"cut\": ")]
    public async Task An_answer_that_is_not_json(string text)
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.TextAsync(text));
        Assert.Equal((FunctionState.Ran, "22P02"), (error.FunctionState, error.SqlState));
        Assert.Contains("does not take as JSON", error.Message);
    }

    [Fact]
    public async Task An_answer_that_is_too_deep_for_the_server()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Client.TextAsync(new string('[', 100_000) + new string(']', 100_000)));
        Assert.Equal((FunctionState.Ran, "54001"), (error.FunctionState, error.SqlState));
    }

    [Fact]
    public async Task A_payload_that_is_not_json_is_not_taken_for_the_answer()
    {
        fixture.Lambda.ForgetCalls();
        var error = await Assert.ThrowsAsync<LambdaSerializationException>(() => Client.SendAsync(new RawText("{nope")));
        Assert.Equal((FunctionState.NotRun, "22P02"), (error.FunctionState, error.SqlState));
        Assert.Empty(fixture.Lambda.Calls);
    }

    [Fact]
    public async Task A_result_that_could_never_be_read_is_found_before_the_call()
    {
        fixture.Lambda.ForgetCalls();
        var error = await Assert.ThrowsAsync<LambdaSerializationException>(() => Client.AnyAsync<IFormattable>(1));
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
        Assert.Contains("could never be read", error.Message);
        Assert.Empty(fixture.Lambda.Calls);
    }
}
