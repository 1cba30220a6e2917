using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Serves a call whose arguments have been read.</summary>
internal delegate Task<ServedCall> CallServer(RecordedCall call, CancellationToken cancellationToken);

/// <summary>From request to reply: reads the arguments, records the call, has it served, notes how it ended.</summary>
internal sealed class CallRecorder(CallResolver resolver, CallJournal journal, CallServer serve, string nullPayload, ILogger logger)
{
    private readonly byte[] _nullPayload = Encoding.UTF8.GetBytes(nullPayload);

    public async Task<InvokeReply?> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (request.NoPayload)
            request = request with { Payload = _nullPayload };
        var (resolved, failure) = resolver.Resolve(request);
        var call = new RecordedCall(request, resolved);
        journal.Add(call);
        var served = failure is null ? await ServeAsync(call, cancellationToken).ConfigureAwait(false) : ServedCall.NotInvoked(failure);
        // Over at once, but for an event.
        _ = CompleteAsync(call, served.End);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.Invoked(call.Function, call.InvocationType.ToString(), call.DatabaseRole, call.Outcome.ToString(),
                Stopwatch.GetElapsedTime(started).TotalMilliseconds, served.Reply?.Error is null ? "" : $": {served.Reply.Error}: {served.Reply.Detail}");
        }
        return served.Reply;
    }

    private async Task<ServedCall> ServeAsync(RecordedCall call, CancellationToken cancellationToken)
    {
        try
        {
            var served = await serve(call, cancellationToken).ConfigureAwait(false);
            // Nobody waits for this answer any more. An event that was accepted runs all the same.
            var isLost = cancellationToken.IsCancellationRequested && served.Reply?.Error is null && call.InvocationType != LocalInvocationType.Event;
            return isLost ? ServedCall.Cancelled : served;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ServedCall.Cancelled;
        }
    }

    private static async Task CompleteAsync(RecordedCall call, Task<CallEnd> end) => call.Complete(await end.ConfigureAwait(false));
}
