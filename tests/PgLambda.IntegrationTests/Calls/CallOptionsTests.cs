namespace PgLambda.IntegrationTests.Calls;

/// <summary>What one call asks for beside its payload, and what an environment has otherwise.</summary>
public sealed class CallOptionsTests(CallFunctions fixture) : IClassFixture<CallFunctions>
{
    private readonly ICallFunctions _client = fixture.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_qualifier_parameter_chooses_for_each_call()
    {
        Assert.Equal(("1", "blue"), await AskAsync(_client.SaysAsync("a", "blue", cancellationToken: Token)));
        Assert.Equal(("2", "green"), await AskAsync(_client.SaysAsync("a", "green", cancellationToken: Token)));
        Assert.Equal("$LATEST", (await _client.SaysAsync("a", null, cancellationToken: Token)).Version);
    }

    [Fact]
    public async Task Options_choose_over_what_the_attribute_fixes()
    {
        Assert.Equal(("1", "blue"), await AskAsync(_client.SaysInBlueAsync("a", cancellationToken: Token)));
        Assert.Equal(("2", "green"), await AskAsync(_client.SaysInBlueAsync("a", new() { Qualifier = "green" }, Token)));
        var said = await _client.SaysInBlueAsync("a", new() { Qualifier = "2", TimeoutMilliseconds = 7_000, ClientContext = new Trace(new() { ["id"] = "1" }) }, Token);
        Assert.Equal(("2", 7_000, """{"custom":{"id":"1"},"env":null}"""), (said.Version, said.Milliseconds, said.Context));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("x'; SELECT 1 --")]
    public async Task A_text_that_is_no_qualifier_is_refused_before_anything_is_sent(string qualifier)
    {
        var before = fixture.Lambda.Calls.Count;
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _client.SaysAsync("a", qualifier, cancellationToken: Token));
        Assert.Contains("was not called", error.Message);
        Assert.Throws<ArgumentException>(() => new LambdaCallOptions { Qualifier = qualifier });
        Assert.Equal(before, fixture.Lambda.Calls.Count);
    }

    [Fact]
    public async Task What_is_given_twice_is_refused_before_anything_is_sent()
    {
        var before = fixture.Lambda.Calls.Count;
        await Assert.ThrowsAsync<ArgumentException>(() => _client.SaysAsync("a", "blue", new() { Qualifier = "blue" }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.SaysWithContextAsync("a", new Trace(null), new() { ClientContext = new Trace(null) }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.SaysLaterAsync("a", new() { ClientContext = new Trace(null) }, Token));
        Assert.Equal(before, fixture.Lambda.Calls.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(900_001)]
    public void A_time_out_out_of_range_is_refused_where_it_is_written(int milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LambdaCallOptions { TimeoutMilliseconds = milliseconds });

    [Fact]
    public async Task A_client_context_that_cannot_be_written_is_refused_before_anything_is_sent()
    {
        var error = await Assert.ThrowsAsync<LambdaSerializationException>(() => _client.SaysInBlueAsync("a", new() { ClientContext = new Action(() => { }) }, Token));
        Assert.Equal((FunctionState.NotRun, true), (error.FunctionState, error.IsIdempotent));
    }

    [Fact]
    public async Task An_environment_has_another_function_and_another_qualifier()
    {
        var client = fixture.Client(options =>
        {
            options.Functions.Add(new() { Name = "says", Function = "other" });
            options.Clients["ICallFunctions"] = new() { Methods = { ["SaysInBlueAsync"] = new() { Qualifier = "green" } } };
        });
        Assert.Equal("other a", (await client.SaysAsync("a", cancellationToken: Token)).Text);
        Assert.Equal(("2", "green"), await AskAsync(client.SaysInBlueAsync("a", cancellationToken: Token)));
        Assert.Equal(("1", "blue"), await AskAsync(client.SaysInBlueAsync("a", new() { Qualifier = "blue" }, Token)));
    }

    [Fact]
    public async Task A_qualifier_of_the_environment_is_what_a_parameter_of_null_means()
    {
        var client = fixture.Client(options => options.Clients["ICallFunctions"] = new() { Qualifier = "green" });
        Assert.Equal(("2", "green"), await AskAsync(client.SaysAsync("a", cancellationToken: Token)));
        Assert.Equal(("1", "blue"), await AskAsync(client.SaysAsync("a", "blue", cancellationToken: Token)));
    }

    [Fact]
    public async Task An_entry_that_cannot_be_sends_nothing()
    {
        var before = fixture.Lambda.Calls.Count;
        var client = fixture.Client(options => options.Clients["ICallFunctions"] = new() { Function = "says:blue", Qualifier = "green" });
        var error = await Assert.ThrowsAsync<LambdaConfigurationException>(() => client.SaysAsync("a", cancellationToken: Token));
        Assert.Equal(("Clients:ICallFunctions:Qualifier", FunctionState.NotRun), (error.Path, error.FunctionState));
        Assert.Equal(before, fixture.Lambda.Calls.Count);
    }

    private static async Task<(string Version, string? Qualifier)> AskAsync(Task<Said> call)
    {
        var said = await call;
        return (said.Version, said.Qualifier);
    }
}
