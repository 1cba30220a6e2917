using System.Diagnostics.CodeAnalysis;

namespace PgLambda.IntegrationTests.Calls;

/// <summary>What stands around each call.</summary>
public sealed class InterceptorTests(CallFunctions fixture) : IClassFixture<CallFunctions>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_run_in_their_order_and_see_call_and_outcome()
    {
        var seen = new List<string>();
        LambdaInvocation? invocation = null;
        LambdaOutcome? outcome = null;
        var client = fixture.Client(options =>
        {
            options.Interceptors.Add(new Interceptor(async (call, next, token) =>
            {
                seen.Add("outer in");
                outcome = await next(call, token);
                seen.Add("outer out");
                return outcome;
            }));
            options.Interceptors.Add(new Interceptor((call, next, token) =>
            {
                seen.Add("inner");
                invocation = call;
                return next(call, token);
            }));
        });
        var result = await client.SaysWithLogAsync("a", Token);
        Assert.Equal(["outer in", "inner", "outer out"], seen);
        Assert.Equal(
            ("PgLambda.IntegrationTests.Calls.ICallFunctions", "SaysWithLogAsync", "says", false), (invocation!.Interface, invocation.Method, invocation.Function, invocation.IsIdempotent));
        Assert.Equal((200, "$LATEST", result.Log), (outcome!.StatusCode, outcome.ExecutedVersion, outcome.Log));
        Assert.Same(result, outcome.Value);
        await client.SaysInBlueAsync("a", cancellationToken: Token);
        Assert.Equal(("blue", true), (invocation.Qualifier, invocation.IsIdempotent));
    }

    [Fact]
    public async Task They_change_the_options_of_each_attempt()
    {
        var client = fixture.Client(options => options.Interceptors.Add(new Interceptor(async (call, next, token) =>
        {
            await next(call, token);
            return await next(call with { Options = new LambdaCallOptions { Qualifier = "green", TimeoutMilliseconds = 9_000 } }, token);
        })));
        var said = await client.SaysInBlueAsync("a", cancellationToken: Token);
        Assert.Equal(("2", 9_000), (said.Version, said.Milliseconds));
    }

    [Fact]
    public async Task A_failure_passes_through_and_can_be_taken_over()
    {
        Exception? seen = null;
        var client = fixture.Client(options => options.Interceptors.Add(new Interceptor(async (call, next, token) =>
        {
            try
            {
                return await next(call, token);
            }
            catch (LambdaFunctionException exception)
            {
                seen = exception;
                return new LambdaOutcome(200, null);
            }
        })));
        await client.FailsAsync("a", Token);
        Assert.IsType<LambdaFunctionException>(seen);
    }

    [Fact]
    public async Task What_is_no_outcome_of_the_method_is_refused()
    {
        var nothing = fixture.Client(options => options.Interceptors.Add(new Interceptor((_, _, _) => default)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => nothing.SaysWithLogAsync("a", Token));
        var other = fixture.Client(options => options.Interceptors.Add(new Interceptor((_, _, _) => new(new LambdaOutcome(200, "text")))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.SaysWithLogAsync("a", Token));
        var changed = fixture.Client(options => options.Interceptors.Add(new Interceptor((call, next, token) => next(call with { Function = "other" }, token))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => changed.SaysWithLogAsync("a", Token));
    }

    [SuppressMessage("Performance", "CA1812", Justification = "Made above.")]
    private sealed class Interceptor(Func<LambdaInvocation, LambdaNext, CancellationToken, ValueTask<LambdaOutcome>> invoke) : ILambdaInterceptor
    {
        public ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken) => invoke(invocation, next, cancellationToken);
    }
}
