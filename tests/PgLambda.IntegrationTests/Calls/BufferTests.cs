using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PgLambda.IntegrationTests.Calls;

/// <summary>
/// Payloads are sent from arrays of the pool. Here somebody takes arrays from it all the time, fills them and gives them back: a call that sent or read one after giving it back would carry that.
/// </summary>
public sealed class BufferTests(FunctionsFixture fixture) : IClassFixture<FunctionsFixture>, IAsyncDisposable
{
    private const int Callers = 32;

    private readonly Poisoner _poisoner = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int CallsInAll => 1_000 * Thoroughness.Times;

    public ValueTask DisposeAsync() => _poisoner.DisposeAsync();

    [Fact]
    public async Task No_call_carries_the_bytes_of_another()
    {
        var ended = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller, CallsInAll / Callers), Token)));
        Assert.Superset(new HashSet<string> { "answered", "cancelled", "does not fit" }, ended.SelectMany(each => each).ToHashSet());
    }

    [Fact]
    public async Task What_an_interceptor_did_not_wait_for_is_sent_as_it_was()
    {
        var late = new ConcurrentBag<Task<LambdaOutcome>>();
        var client = WithInterceptor((invocation, next) =>
        {
            late.Add(next(invocation, CancellationToken.None).AsTask());
            return ValueTask.FromResult(new LambdaOutcome(200, new Parcel(-1, -1, "")));
        });
        var sent = Enumerable.Range(0, 50).Select(i => Parcel.Of(i, 0, 10_000)).ToList();
        foreach (var parcel in sent)
            Assert.Equal(-1, (await client.EchoAsync(parcel, Token)).Caller);
        var received = (await Task.WhenAll(late)).Select(outcome => (Parcel)outcome.Value!).OrderBy(parcel => parcel.Caller);
        Assert.Equal(sent, received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_has_ended_is_not_sent_again(bool isText)
    {
        LambdaNext? kept = null;
        LambdaInvocation? invocation = null;
        var client = WithInterceptor((current, next) =>
        {
            (kept, invocation) = (next, current);
            return next(current, Token);
        });
        if (isText)
            await client.EchoTextAsync(RawJson.Parse("1"), Token);
        else
            await client.EchoAsync(Parcel.Of(1, 1, 100), Token);
        fixture.Lambda.ForgetCalls();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await kept!(invocation!, Token));
        Assert.Contains("has ended", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Lambda.Calls);
    }

    private async Task<List<string>> CallAsync(int caller, int calls)
    {
        var random = new Random(caller);
        var client = new BufferFunctionsClient(fixture.Lambda.DataSource);
        var ended = new List<string>();
        for (var i = 0; i < calls; i++)
        {
            var parcel = Parcel.Of(caller, i, random.Next(10) == 0 ? random.Next(100_000) : random.Next(5_000));
            using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
            try
            {
                switch (random.Next(10))
                {
                    case 0:
                        await client.EchoAsNumberAsync(parcel, Token);
                        Assert.Fail("It was read as a number.");
                        break;
                    case 1:
                        var call = client.EchoAsync(parcel, source.Token);
                        Thread.SpinWait(random.Next(20_000));
                        await source.CancelAsync();
                        Assert.Equal(parcel, await call);
                        break;
                    case 2:
                        Assert.Equal(parcel, (await client.EchoParcelsAsync(parcel, [parcel, parcel], Token)).More[1]);
                        break;
                    default:
                        Assert.Equal(parcel, await client.EchoAsync(parcel, Token));
                        break;
                }
                ended.Add("answered");
            }
            catch (OperationCanceledException)
            {
                ended.Add("cancelled");
            }
            catch (LambdaResponseException error)
            {
                Assert.StartsWith($$"""{"caller":{{caller}},"call":{{i}},""", error.Payload, StringComparison.Ordinal);
                ended.Add("does not fit");
            }
        }
        return ended;
    }

    private BufferFunctionsClient WithInterceptor(Func<LambdaInvocation, LambdaNext, ValueTask<LambdaOutcome>> run)
    {
        var options = new LambdaClientOptions();
        options.Interceptors.Add(new Interceptor(run));
        return new BufferFunctionsClient(fixture.Lambda.DataSource, options);
    }

    private sealed class Interceptor(Func<LambdaInvocation, LambdaNext, ValueTask<LambdaOutcome>> run) : ILambdaInterceptor
    {
        public ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken) => run(invocation, next);
    }

    private sealed class Poisoner : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _runs;

        public Poisoner() => _runs = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                for (var size = 256; size <= 256 * 1024; size *= 2)
                {
                    var taken = Enumerable.Range(0, 4).Select(_ => ArrayPool<byte>.Shared.Rent(size)).ToList();
                    foreach (var bytes in taken)
                    {
                        RandomNumberGenerator.Fill(bytes);
                        ArrayPool<byte>.Shared.Return(bytes);
                    }
                }
                await Task.Delay(1);
            }
        });

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _runs;
            _stop.Dispose();
        }
    }
}

public sealed record Parcel(int Caller, int Call, string Text)
{
    public static Parcel Of(int caller, int call, int length) => new(caller, call, string.Concat(Enumerable.Repeat($"{caller}-{call};", length / 6)));
}

public sealed record Parcels(Parcel First, IReadOnlyList<Parcel> More);

public interface IBufferFunctions
{
    [LambdaFunction("echo")]
    Task<Parcel> EchoAsync(Parcel parcel, CancellationToken cancellationToken);

    [LambdaFunction("echo")]
    Task<RawJson> EchoTextAsync(RawJson text, CancellationToken cancellationToken);

    [LambdaFunction("echo")]
    Task<Parcels> EchoParcelsAsync(Parcel first, IReadOnlyList<Parcel> more, CancellationToken cancellationToken);

    [LambdaFunction("echo")]
    Task<int> EchoAsNumberAsync(Parcel parcel, CancellationToken cancellationToken);
}
