namespace PgLambda.Testing;

/// <summary>The recorded calls, in the order in which they arrived.</summary>
internal sealed class CallJournal
{
    private readonly object _gate = new();
    private readonly List<RecordedCall> _calls = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<RecordedCall> Snapshot()
    {
        lock (_gate)
            return _calls.ToArray();
    }

    public void Add(RecordedCall call)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _calls.Add(call);
            grown = _grown;
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        grown.SetResult();
    }

    public void Clear()
    {
        lock (_gate)
            _calls.Clear();
    }

    /// <summary>The first <paramref name="count"/> calls, once they have all ended.</summary>
    public async Task<IReadOnlyList<RecordedCall>> WaitAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            RecordedCall[] calls;
            Task grown;
            lock (_gate)
            {
                calls = _calls.Take(count).ToArray();
                grown = _grown.Task;
            }
            if (calls.Length == count)
            {
                await Task.WhenAll(calls.Select(call => call.Completion)).WaitAsync(cancellationToken).ConfigureAwait(false);
                return calls;
            }
            await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
