using Npgsql;
using PgLambda.Testing;
using Polly;
using Polly.Retry;
using Shop;

namespace PgLambda.IntegrationTests.Interceptors;

/// <summary>Polly around each call, as docs/retries.md shows it: what is tried again, and what never is. The failures are those of a real server.</summary>
public sealed class PollyTests : IClassFixture<RetriedFunctions>
{
    private readonly RetriedFunctions _fixture;
    private readonly int _runsBefore;

    // The failures that were followed by another attempt.
    private readonly List<LambdaException> _retried = [];

    public PollyTests(RetriedFunctions fixture)
    {
        _fixture = fixture;
        _runsBefore = fixture.Runs;
        fixture.Lambda.Function("ship").Faults.Clear();
        fixture.Lambda.Function("look-up").Faults.Clear();
    }

    private int Runs => _fixture.Runs - _runsBefore;

    [Fact]
    public async Task A_call_that_did_not_run_is_made_again()
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_fixture.Lambda.ConnectionString) { MaxPoolSize = 1, Timeout = 1 });
        var held = await dataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);

        Assert.Equal("A-1 shipped", await Client(dataSource, afterFailure: held.DisposeAsync).ShipAsync("A-1"));

        var failure = Assert.IsType<LambdaConnectionException>(Assert.Single(_retried));
        Assert.Equal((FunctionState.NotRun, true), (failure.FunctionState, failure.IsTransient));
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task A_call_that_may_have_run_is_not()
    {
        Faults("ship").FailNext(1, LambdaFault.Throttled);
        var failure = await Assert.ThrowsAsync<LambdaInvokeException>(() => Client().ShipAsync("A-1"));
        Assert.Equal((LambdaInvokeFailure.Throttled, FunctionState.Unknown, true), (failure.Reason, failure.FunctionState, failure.IsTransient));
        Assert.Empty(_retried);
        Assert.Equal(0, Runs);
    }

    [Fact]
    public async Task A_call_that_has_run_and_lost_its_answer_is_not()
    {
        Faults("ship").FailNext(1, LambdaFault.LoseAnswer);
        await Assert.ThrowsAsync<LambdaInvokeException>(() => Client().ShipAsync("A-1"));
        Assert.Empty(_retried);
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task An_idempotent_call_that_may_have_run_is_made_again()
    {
        Faults("look-up").FailNext(2, LambdaFault.Throttled);
        Assert.Equal("A-1 found", await Client().LookUpAsync("A-1"));
        Assert.Equal([FunctionState.Unknown, FunctionState.Unknown], _retried.Select(failure => failure.FunctionState));
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task An_idempotent_call_that_has_run_and_lost_its_answer_runs_twice()
    {
        Faults("look-up").FailNext(1, LambdaFault.LoseAnswer);
        Assert.Equal("A-1 found", await Client().LookUpAsync("A-1"));
        Assert.Single(_retried);
        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task What_would_not_help_is_not_done()
    {
        Faults("look-up").FailNext(1, LambdaFault.AccessDenied);
        Assert.True((await Assert.ThrowsAsync<LambdaInvokeException>(() => Client().LookUpAsync("A-1"))).IsSafeToRetry);
        Faults("look-up").FailNext(1, LambdaFault.Unhandled("KeyError", "no such sku"));
        Assert.True((await Assert.ThrowsAsync<LambdaFunctionException>(() => Client().LookUpAsync("A-1"))).IsIdempotent);
        Assert.Empty(_retried);
    }

    [Fact]
    public async Task The_last_failure_is_thrown_when_the_attempts_are_used_up()
    {
        Faults("look-up").FailNext(4, LambdaFault.Throttled);
        Assert.Equal(LambdaInvokeFailure.Throttled, (await Assert.ThrowsAsync<LambdaInvokeException>(() => Client().LookUpAsync("A-1"))).Reason);
        Assert.Equal(LambdaRetries.Options.MaxRetryAttempts, _retried.Count);
        Assert.Equal("A-1 found", await Client().LookUpAsync("A-1"));
    }

    [Fact]
    public async Task The_page_s_interceptor_with_its_own_pauses()
    {
        Faults("look-up").FailNext(1, LambdaFault.Throttled);
        var client = new RetriedFunctionsClient(_fixture.Lambda.DataSource, new LambdaClientOptions { Interceptors = { LambdaRetries.CreateInterceptor() } });
        Assert.Equal("A-1 found", await client.LookUpAsync("A-1"));
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task The_callers_token_ends_the_pause_between_two_attempts()
    {
        Faults("look-up").FailAll(LambdaFault.Throttled);
        using var source = new CancellationTokenSource();
        var call = Client(afterFailure: () => new ValueTask(source.CancelAsync())).LookUpAsync("A-1", source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(_retried);
    }

    private PlannedFaults Faults(string function) => _fixture.Lambda.Function(function).Faults;

    // The page's own pipeline, with an observer and without its pauses' jitter.
    private IRetriedFunctions Client(NpgsqlDataSource? dataSource = null, Func<ValueTask>? afterFailure = null)
    {
        var retries = new RetryStrategyOptions<LambdaOutcome>
        {
            ShouldHandle = LambdaRetries.Options.ShouldHandle,
            MaxRetryAttempts = LambdaRetries.Options.MaxRetryAttempts,
            Delay = TimeSpan.FromMilliseconds(1),
            OnRetry = async attempt =>
            {
                _retried.Add((LambdaException)attempt.Outcome.Exception!);
                if (afterFailure is not null)
                    await afterFailure();
            },
        };
        var interceptor = new PollyInterceptor(new ResiliencePipelineBuilder<LambdaOutcome>().AddRetry(retries).Build());
        return new RetriedFunctionsClient(dataSource ?? _fixture.Lambda.DataSource, new LambdaClientOptions { Interceptors = { interceptor } });
    }
}
