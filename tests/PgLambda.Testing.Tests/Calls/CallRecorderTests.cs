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

    [Fact]
    public async Task What_goes_wrong_inside_ends_the_record_and_says_whose_failure_it_is()
    {
        var journal = new CallJournal();
        var reply = await Recorder(journal, (_, _) => throw new FormatException("inside")).InvokeAsync(new InvokeRequest { Id = "1", Function = "f" }, CancellationToken.None);
        Assert.Equal(("the aws_lambda stand-in failed", "FormatException: inside", "P0001"), (reply!.Error, reply.Detail, reply.ErrorCode));
        Assert.Equal((LocalCallOutcome.InvokeError, "FormatException: inside"), (journal.Snapshot()[0].Outcome, journal.Snapshot()[0].Error));

        reply = await Recorder(journal, (_, _) => Task.FromResult(new ServedCall(new InvokeReply { StatusCode = 202 }, Task.FromException<CallEnd>(new FormatException("after")))))
            .InvokeAsync(new InvokeRequest { Id = "2", Function = "f", Type = "Event" }, CancellationToken.None);
        Assert.Equal(202, reply?.StatusCode);
        await journal.Snapshot()[1].Completion.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((LocalCallOutcome.InvokeError, "FormatException: after"), (journal.Snapshot()[1].Outcome, journal.Snapshot()[1].Error));
    }

    private static CallRecorder Recorder(CallJournal journal, CallServer serve)
    {
        var options = new LocalLambdaOptions();
        var replies = new InvokeReplies(options.Guesses, options.Region, options.AccountId);
        var resolver = new CallResolver(options.Guesses, replies, options.Region, options.AccountId);
        return new CallRecorder(resolver, journal, serve, options.Guesses.NullPayload, NullLogger.Instance);
    }
}
