using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Serves a call whose arguments have been read.</summary>
internal delegate Task<ServedCall> CallServer(RecordedCall call, CancellationToken cancellationToken);

/// <summary>From request to reply: reads the arguments, records the call, has it served, notes how it ended.</summary>
internal sealed class CallRecorder(CallResolver resolver, CallJournal journal, CallServer serve, string nullPayload, ILogger logger)
{
    // Of a payload that was refused: enough to see whose it was.
    private const int PrefixLength = 8 * 1024;
    private readonly byte[] _nullPayload = Encoding.UTF8.GetBytes(nullPayload);

    public async Task<InvokeReply?> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (request.PayloadBytes is null)
            request = request with { Payload = _nullPayload };
        var (call, served) = await RecordAsync(request, cancellationToken).ConfigureAwait(false);
        // Over at once, but for an event.
        _ = CompleteAsync(call, served.End);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.Invoked(call.Function, call.InvocationType.ToString(), call.DatabaseRole, call.Outcome.ToString(),
                Stopwatch.GetElapsedTime(started).TotalMilliseconds, served.Reply?.Error is null ? "" : $": {served.Reply.Error}: {served.Reply.Detail}");
        }
        return served.Reply;
    }

    private async Task<(RecordedCall Call, ServedCall Served)> RecordAsync(InvokeRequest request, CancellationToken cancellationToken)
    {
        var (resolved, failure) = resolver.Resolve(request);
        if (failure is not null && request.Payload.Length > PrefixLength)
            request = request with { Payload = request.Payload[..PrefixLength].ToArray(), PayloadBytes = request.PayloadBytes ?? request.Payload.Length };
        var call = new RecordedCall(request, resolved);
        journal.Add(call);
        return (call, failure is null ? await ServeAsync(call, cancellationToken).ConfigureAwait(false) : ServedCall.NotInvoked(failure));
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
        catch (Exception error)
        {
            logger.StandInFailed(error);
            return ServedCall.NotInvoked(InvokeReplies.OwnFailure(error));
        }
    }

    private async Task CompleteAsync(RecordedCall call, Task<CallEnd> end)
    {
        try
        {
            call.Complete(await end.ConfigureAwait(false));
        }
        catch (Exception error)
        {
            logger.StandInFailed(error);
            call.Complete(new CallEnd(LocalCallOutcome.InvokeError, ErrorText.Of(error)));
        }
    }
}
