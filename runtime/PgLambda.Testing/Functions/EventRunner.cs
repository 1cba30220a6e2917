using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Runs events after their callers have been answered: at once, and again after an error, as often as there are delays.</summary>
internal sealed class EventRunner(FunctionRunner runner, IReadOnlyList<TimeSpan> retryDelays, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<RecordedCall, Task> _running = new();

    public void Start(RecordedCall record, LambdaHandler handler, PlannedFaults? faults)
    {
        // Not before the task is known here: it takes itself out when it ends.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[record] = RunAsync();
        started.SetResult();

        async Task RunAsync()
        {
            await started.Task.ConfigureAwait(false);
            try
            {
                await RunWithRetriesAsync(record, handler, faults).ConfigureAwait(false);
            }
            catch (OperationCanceledException error)
            {
                record.Complete(LocalCallOutcome.Cancelled, error.Message);
            }
            finally
            {
                _running.TryRemove(record, out _);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        // A handler that ignores its token is left to itself.
        await Task.WhenAny(Task.WhenAll(_running.Values), Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
    }

    private async Task RunWithRetriesAsync(RecordedCall record, LambdaHandler handler, PlannedFaults? faults)
    {
        for (var retry = 0; ; retry++)
        {
            var fault = faults?.Take(f => f.IsOfFunction);
            var result = await runner.RunAsync(record, handler, fault, _stopping.Token).ConfigureAwait(false);
            if (result.ErrorKind is null)
            {
                record.Complete(LocalCallOutcome.Succeeded);
                return;
            }
            logger.EventAttemptFailed(record.Function, record.Attempt, result.ErrorDetails);
            if (retry == retryDelays.Count)
            {
                record.Complete(LocalCallOutcome.FunctionError, result.ErrorDetails);
                return;
            }
            await Task.Delay(retryDelays[retry], _stopping.Token).ConfigureAwait(false);
        }
    }
}
