using Microsoft.Extensions.Logging.Abstractions;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class CallRecorderTests
{
    [Fact]
    public async Task An_accepted_event_ends_with_its_run_though_its_caller_is_gone()
    {
        using var caller = new CancellationTokenSource();
        var run = new TaskCompletionSource<CallEnd>();
        var journal = new CallJournal();
        var recorder = Recorder(journal, async (_, _) =>
        {
            await caller.CancelAsync();
            return new ServedCall(new InvokeReply { StatusCode = 202 }, run.Task);
        });

        var reply = await recorder.InvokeAsync(new InvokeRequest { Id = "1", Function = "f", Type = "Event" }, caller.Token);

        Assert.Equal(202, reply?.StatusCode);
        var call = Assert.Single(journal.Snapshot());
        Assert.Equal(LocalCallOutcome.Running, call.Outcome);
        run.SetResult(new CallEnd(LocalCallOutcome.FunctionError, "no"));
        await call.Completion.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((LocalCallOutcome.FunctionError, "no"), (call.Outcome, call.Error));
    }

    [Fact]
    public async Task A_finished_record_does_not_change()
    {
        var journal = new CallJournal();
        await Recorder(journal, (_, _) => Task.FromResult(ServedCall.Answered(new InvokeReply { StatusCode = 200 })))
            .InvokeAsync(new InvokeRequest { Id = "1", Function = "f" }, CancellationToken.None);
        var call = Assert.Single(journal.Snapshot());

        Assert.Throws<InvalidOperationException>(() => call.Complete(new CallEnd(LocalCallOutcome.Cancelled)));

        Assert.Equal(LocalCallOutcome.Succeeded, call.Outcome);
    }

    private static CallRecorder Recorder(CallJournal journal, CallServer serve)
    {
        var options = new LocalLambdaOptions();
        var replies = new InvokeReplies(options.Guesses, options.Region, options.AccountId);
        var resolver = new CallResolver(options.Guesses, replies, options.Region, options.AccountId);
        return new CallRecorder(resolver, journal, serve, options.Guesses.NullPayload, NullLogger.Instance);
    }
}
