using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>From request to reply: checks the arguments, finds the function, meets its faults, runs it, records all of it.</summary>
internal sealed class InvocationDispatcher(
    FunctionRegistry registry, CallResolver resolver, InvokeFailures failures, StandInGuesses guesses,
    CallJournal journal, FunctionRunner runner, EventRunner events, HttpForwarder forwarder, ILogger logger)
{
    private readonly byte[] _nullPayload = Encoding.UTF8.GetBytes(guesses.NullPayload);

    public async Task<InvokeReply?> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var record = new RecordedCall(request, request.Header.NoPayload ? _nullPayload : request.Payload);
        var failure = resolver.Resolve(record);
        journal.Add(record);
        InvokeReply? reply = null;
        try
        {
            reply = failure ?? await DispatchAsync(record, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            record.Complete(LocalCallOutcome.Cancelled);
        }
        Finish(record, reply, cancellationToken.IsCancellationRequested);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.Invoked(record.Function, record.InvocationType.ToString(), record.DatabaseRole, record.Outcome.ToString(),
                Stopwatch.GetElapsedTime(started).TotalMilliseconds, reply?.Error is null ? "" : $": {reply.Error}: {reply.Detail}");
        }
        return reply;
    }

    private static void Finish(RecordedCall record, InvokeReply? reply, bool cancelled)
    {
        if (record.Completion.IsCompleted)
            return;
        if (reply?.Error is not null)
            record.Complete(LocalCallOutcome.InvokeError, reply.Detail ?? reply.Error);
        else if (cancelled)
            record.Complete(LocalCallOutcome.Cancelled);
        else if (reply is null)
            record.Complete(LocalCallOutcome.InvokeError, "the connection was dropped");
        else if (record.InvocationType != LocalInvocationType.Event)
            record.Complete(LocalCallOutcome.Succeeded);
    }

    private async Task<InvokeReply?> DispatchAsync(RecordedCall record, CancellationToken cancellationToken)
    {
        var function = registry.Find(record.FunctionArn, CallResolver.AccountOf(record.FunctionArn), record.Function);
        var synchronous = record.InvocationType == LocalInvocationType.RequestResponse;
        var fault = function?.Faults.Take(f => synchronous || !f.IsOfFunction);
        if (fault is { IsOfFunction: false })
            return await MeetAsync(fault, record, cancellationToken).ConfigureAwait(false);

        if (Target(function, record) is not { } handler)
        {
            return (function?.ForwardsTo ?? (function is { Versions.HasHandlers: true } ? null : registry.ForwardsTo)) is { } uri
                ? await forwarder.InvokeAsync(uri, record, cancellationToken).ConfigureAwait(false)
                : failures.NotFound(Qualified(record));
        }
        switch (record.InvocationType)
        {
            case LocalInvocationType.DryRun:
                return WithoutAnswer(204, guesses.DryRunExecutedVersion);
            case LocalInvocationType.Event:
                events.Start(record, handler, function?.Faults);
                return WithoutAnswer(202, guesses.EventExecutedVersion);
            default:
                var result = await runner.RunAsync(record, handler, fault, cancellationToken).ConfigureAwait(false);
                return Answer(record, result);
        }
    }

    /// <summary>The handler that serves the call, with the version noted in the record; null when there is none here.</summary>
    private LambdaHandler? Target(LocalFunction? function, RecordedCall record)
    {
        if (function is { ForwardsTo: null } && function.Versions.Resolve(record.Qualifier) is { } found)
        {
            record.ExecutedVersion = found.Version;
            return found.Handler;
        }
        if (function is { ForwardsTo: not null } or { Versions.HasHandlers: true } || registry.CatchAll is null)
            return null;
        record.ExecutedVersion = FunctionVersions.WithoutRegistry(record.Qualifier);
        return registry.CatchAll;
    }

    private async Task<InvokeReply?> MeetAsync(LambdaFault fault, RecordedCall record, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Throttled: return failures.Throttled;
            case FaultKind.AccessDenied: return failures.AccessDenied(Qualified(record));
            case FaultKind.TooLarge: return failures.TooLarge;
            case FaultKind.Api: return failures.Api(fault.Text!);
            case FaultKind.Unreachable:
                await Task.Delay(record.Request.Header.ConnectTimeoutMs, cancellationToken).ConfigureAwait(false);
                return failures.Unreachable;
            case FaultKind.Timeout:
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                return null;
            default:
                return null;
        }
    }

    private InvokeReply? Answer(RecordedCall record, RunResult result)
    {
        if (result.ErrorKind is not null)
        {
            record.Complete(LocalCallOutcome.FunctionError, result.ErrorDetails);
            return failures.OfFunction(guesses.QualifyArnInErrors ? Qualified(record) : record.FunctionArn, result.ErrorKind, result.ErrorDetails);
        }
        if (result.Dropped)
            return null;
        return failures.OfInvalidResponse(record.FunctionArn, result.Payload.Span) ?? new InvokeReply
        {
            StatusCode = 200,
            Payload = result.Payload,
            ExecutedVersion = record.ExecutedVersion,
            LogResult = record.LogType == LocalLogType.Tail ? result.Log : null,
        };
    }

    private InvokeReply WithoutAnswer(int status, string? version) => new()
    {
        StatusCode = status,
        Payload = Utf8.OrNull(guesses.PayloadWithoutAnswer),
        ExecutedVersion = version,
    };

    private static string Qualified(RecordedCall record) => record.Qualifier is null ? record.FunctionArn : $"{record.FunctionArn}:{record.Qualifier}";
}
