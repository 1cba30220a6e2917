using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace PgLambda.IntegrationTests.Items;

/// <summary>Interceptors and telemetry around a call whose answer is read after it has come.</summary>
public sealed class AroundItemsTests(ItemFunctions fixture) : IClassFixture<ItemFunctions>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RawJson Large { get; } = ItemFunctions.Many(40_000);

    [Fact]
    public async Task The_outcome_is_there_when_the_answer_begins_and_complete_when_it_has_been_read()
    {
        LambdaOutcome? outcome = null;
        await using var dataSource = fixture.OneConnection();
        var client = Client(dataSource, async (call, next, token) => outcome = await next(call, token));
        await using var items = client.ReadAsync(Large, Token).GetAsyncEnumerator(Token);
        Assert.Null(outcome);
        Assert.True(await items.MoveNextAsync());
        Assert.Equal((200, null, null), (outcome!.StatusCode, outcome.ExecutedVersion, outcome.Log));
        Assert.IsAssignableFrom<IAsyncEnumerable<Item>>(outcome.Value);
        Assert.False(outcome.Completion.IsCompleted);
        while (await items.MoveNextAsync())
        {
        }
        await outcome.Completion;
    }

    [Fact]
    public async Task A_failure_in_the_middle_is_the_completions()
    {
        LambdaOutcome? outcome = null;
        await using var dataSource = fixture.OneConnection();
        var client = Client(dataSource, async (call, next, token) => outcome = await next(call, token));
        var error = await Assert.ThrowsAsync<LambdaResponseException>(async () => await client.ReadAsync(ItemFunctions.Many(1_000, last: "{}"), Token).ToListAsync(Token));
        Assert.Same(error, await Assert.ThrowsAsync<LambdaResponseException>(() => outcome!.Completion));
        // Leaving the loop is none.
        await foreach (var _ in client.ReadAsync(Large, Token))
            break;
        await outcome!.Completion;
    }

    [Fact]
    public async Task Items_can_be_changed_on_the_way_and_taken_from_elsewhere()
    {
        await using var dataSource = fixture.OneConnection();
        var changing = Client(dataSource, async (call, next, token) =>
        {
            var outcome = await next(call, token);
            return outcome with { Value = ((IAsyncEnumerable<Item>)outcome.Value!).Select(item => item with { Text = "changed" }) };
        });
        Assert.All(await changing.CountAsync(3, Token).ToListAsync(Token), item => Assert.Equal("changed", item.Text));
        fixture.Lambda.ForgetCalls();
        var cached = Client(dataSource, (_, _, _) => new(new LambdaOutcome(200, new[] { new Item(7, "kept") }.ToAsyncEnumerable())));
        Assert.Equal([new Item(7, "kept")], await cached.CountAsync(3, Token).ToListAsync(Token));
        Assert.Empty(fixture.Lambda.Calls);
        var wrong = Client(dataSource, (_, _, _) => new(new LambdaOutcome(200, new[] { new Item(7, "kept") })));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await wrong.CountAsync(3, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Calling_again_closes_what_was_begun_at_the_end_of_the_enumeration()
    {
        var outcomes = new List<LambdaOutcome>();
        LambdaNext? kept = null;
        LambdaInvocation? invocation = null;
        var client = Client(fixture.Lambda.DataSource, async (call, next, token) =>
        {
            (invocation, kept) = (call, next);
            outcomes.Add(await next(call, token));
            outcomes.Add(await next(call, token));
            return outcomes[1];
        });
        Assert.Equal(40_000, await client.ReadAsync(Large, Token).CountAsync(Token));
        Assert.All(outcomes, outcome => Assert.True(outcome.Completion.IsCompletedSuccessfully));
        var dropped = (IAsyncEnumerable<Item>)outcomes[0].Value!;
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await dropped.ToListAsync(Token));
        Assert.Throws<InvalidOperationException>(() => dropped.GetAsyncEnumerator(Token));

        // Nothing is begun after it, either, whatever the payload lies in.
        fixture.Lambda.ForgetCalls();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await kept!(invocation!, Token));
        Assert.Contains("has ended", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Lambda.Calls);
    }

    [Fact]
    public async Task Who_stands_between_need_not_hand_the_token_on()
    {
        await using var dataSource = fixture.OneConnection();
        var client = Client(dataSource, async (call, next, token) =>
        {
            var outcome = await next(call, CancellationToken.None);
            return outcome with { Value = Without((IAsyncEnumerable<Item>)outcome.Value!) };
        });
        using var source = new CancellationTokenSource();
        var read = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.ReadAsync(Large, Token).WithCancellation(source.Token))
            {
                read++;
                await source.CancelAsync();
            }
        });
        Assert.InRange(read, 1, 39_999);

        static async IAsyncEnumerable<Item> Without(IAsyncEnumerable<Item> items)
        {
            await foreach (var item in items)
                yield return item;
        }
    }

    [Fact]
    public async Task A_failure_in_the_middle_names_what_was_called()
    {
        await using var dataSource = fixture.OneConnection();
        var client = Client(dataSource, (call, next, token) => next(call with { Options = new LambdaCallOptions { Qualifier = "$LATEST" } }, token));
        var error = await Assert.ThrowsAsync<LambdaResponseException>(async () => await client.ReadAsync(RawJson.Parse("[{}]"), Token).ToListAsync(Token));
        Assert.Equal("$LATEST", error.Qualifier);
    }

    [Fact]
    public async Task A_span_ends_with_the_enumeration()
    {
        var spans = new List<Activity>();
        using var root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "PgLambda",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == root.TraceId)
                    spans.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var dataSource = fixture.OneConnection();
        var client = Client(dataSource, (call, next, token) => next(call, token));
        await using (var items = client.ReadAsync(Large, Token).GetAsyncEnumerator(Token))
        {
            Assert.True(await items.MoveNextAsync());
            Assert.Same(root, Activity.Current);
            Assert.Empty(spans);
        }
        Assert.Same(root, Activity.Current);
        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(spans).Status);
        await Assert.ThrowsAsync<LambdaResponseException>(async () => await client.ReadAsync(RawJson.Parse("{}"), Token).ToListAsync(Token));
        Assert.Equal("PgLambda.LambdaResponseException", spans[1].GetTagItem("error.type"));
    }

    private static ItemFunctionsClient Client(Npgsql.NpgsqlDataSource dataSource, Func<LambdaInvocation, LambdaNext, CancellationToken, ValueTask<LambdaOutcome>> invoke)
    {
        var options = new LambdaClientOptions();
        options.Interceptors.Add(new Interceptor(invoke));
        return new ItemFunctionsClient(dataSource, options);
    }

    [SuppressMessage("Performance", "CA1812", Justification = "Made above.")]
    private sealed class Interceptor(Func<LambdaInvocation, LambdaNext, CancellationToken, ValueTask<LambdaOutcome>> invoke) : ILambdaInterceptor
    {
        public ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken) => invoke(invocation, next, cancellationToken);
    }
}
