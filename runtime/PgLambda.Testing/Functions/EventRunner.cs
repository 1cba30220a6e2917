using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Runs events after their callers have been answered: at once, and again after an error, as often as there are delays.</summary>
internal sealed class EventRunner(FunctionRunner runner, IReadOnlyList<TimeSpan> retryDelays, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<RecordedCall, Task> _running = new();

    /// <summary>Starts the first run; the task ends with the last one.</summary>
    public Task<CallEnd> Start(RecordedCall call, LambdaHandler handler, PlannedFaults? faults)
    {
        // Not before the task is known here: it takes itself out when it ends.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = RunAsync();
        _running[call] = running;
        started.SetResult();
        return running;

        async Task<CallEnd> RunAsync()
        {
            await started.Task.ConfigureAwait(false);
            try
            {
                return await RunWithRetriesAsync(call, handler, faults).ConfigureAwait(false);
            }
            catch (OperationCanceledException error)
            {
                return new CallEnd(LocalCallOutcome.Cancelled, error.Message);
            }
            finally
            {
                _running.TryRemove(call, out _);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        // A handler that ignores its token is left to itself.
        await Task.WhenAny(Task.WhenAll(_running.Values), Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
    }

    private async Task<CallEnd> RunWithRetriesAsync(RecordedCall call, LambdaHandler handler, PlannedFaults? faults)
    {
        for (var retry = 0; ; retry++)
        {
            var fault = faults?.Take(f => f.IsOfFunction);
            var result = await runner.RunAsync(call, handler, fault, _stopping.Token).ConfigureAwait(false);
            if (result.ErrorKind is null)
                return new CallEnd(LocalCallOutcome.Succeeded);
            logger.EventAttemptFailed(call.Function, call.Attempt, result.ErrorDetails);
            if (retry == retryDelays.Count)
                return new CallEnd(LocalCallOutcome.FunctionError, result.ErrorDetails);
            await Task.Delay(retryDelays[retry], _stopping.Token).ConfigureAwait(false);
        }
    }
}
