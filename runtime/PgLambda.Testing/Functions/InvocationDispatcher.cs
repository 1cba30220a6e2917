namespace PgLambda.Testing;

/// <summary>Serves a call: finds the function, meets its faults, runs its handler or passes the call on.</summary>
internal sealed class InvocationDispatcher(FunctionRegistry registry, InvokeReplies replies, FunctionRunner runner, EventRunner events, HttpForwarder forwarder)
{
    public async Task<ServedCall> ServeAsync(RecordedCall call, CancellationToken cancellationToken)
    {
        var function = registry.Find(call.FunctionArn, CallResolver.AccountOf(call.FunctionArn), call.Function);
        var synchronous = call.InvocationType == LocalInvocationType.RequestResponse;
        var fault = function?.Faults.Take(f => synchronous || !f.IsOfFunction);
        if (fault is { IsOfFunction: false })
            return await MeetAsync(fault, call, cancellationToken).ConfigureAwait(false);
        if (Target(function, call) is not { } target)
            return await ForwardAsync(function, call, cancellationToken).ConfigureAwait(false);

        call.ExecutedVersion = target.Version;
        switch (call.InvocationType)
        {
            case LocalInvocationType.DryRun:
                return ServedCall.Answered(replies.DryRun);
            case LocalInvocationType.Event:
                return new ServedCall(replies.Accepted, events.Start(call, target.Handler, function?.Faults));
            default:
                return Answer(call, await runner.RunAsync(call, target.Handler, fault, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>The version that serves the call, and its handler; null when there is none here.</summary>
    private (string Version, LambdaHandler Handler)? Target(LocalFunction? function, RecordedCall call)
    {
        if (function is { ForwardsTo: null } && function.Versions.Resolve(call.Qualifier) is { } found)
            return found;
        return function is { ForwardsTo: not null } or { Versions.HasHandlers: true } || registry.CatchAll is not { } handler
            ? null
            : (FunctionReference.VersionOf(call.Qualifier), handler);
    }

    private async Task<ServedCall> ForwardAsync(LocalFunction? function, RecordedCall call, CancellationToken cancellationToken)
    {
        if ((function?.ForwardsTo ?? (function is { Versions.HasHandlers: true } ? null : registry.ForwardsTo)) is not { } endpoint)
            return ServedCall.NotInvoked(replies.NotFound(call));
        // Endpoints that do not know dry runs would run the function.
        if (call.InvocationType == LocalInvocationType.DryRun)
            return ServedCall.Answered(replies.DryRun);
        call.StartAttempt();
        var served = await forwarder.InvokeAsync(endpoint, call, cancellationToken).ConfigureAwait(false);
        call.ExecutedVersion = served.Reply?.ExecutedVersion;
        return served;
    }

    private async Task<ServedCall> MeetAsync(LambdaFault fault, RecordedCall call, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Throttled: return ServedCall.NotInvoked(replies.Throttled);
            case FaultKind.AccessDenied: return ServedCall.NotInvoked(replies.AccessDenied(call));
            case FaultKind.TooLarge: return ServedCall.NotInvoked(replies.TooLarge);
            case FaultKind.Api: return ServedCall.NotInvoked(replies.Api(fault.Text!));
            case FaultKind.Unreachable:
                await Task.Delay(call.Request.ConnectTimeoutMs, cancellationToken).ConfigureAwait(false);
                return ServedCall.NotInvoked(replies.Unreachable);
            case FaultKind.Timeout:
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                return ServedCall.Dropped;
            default:
                return ServedCall.Dropped;
        }
    }

    private ServedCall Answer(RecordedCall call, RunResult result)
    {
        if (result.ErrorKind is { } kind)
            return ServedCall.FunctionFailed(replies.FunctionError(call, kind, result.ErrorDetails), result.ErrorDetails);
        if (result.Dropped)
            return ServedCall.Dropped;
        var reply = replies.Answer(call, 200, result.Payload, call.ExecutedVersion, result.Log);
        return reply.Error is null ? ServedCall.Answered(reply) : ServedCall.NotInvoked(reply);
    }
}
