namespace PgLambda.Testing;

/// <summary>The faults that the next calls of one function meet, first in, first out.</summary>
public sealed class PlannedFaults
{
    private readonly object _gate = new();
    private readonly Queue<LambdaFault> _next = new();
    private LambdaFault? _always;

    internal PlannedFaults()
    {
    }

    /// <summary>How many injected faults no call has met yet.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
                return _next.Count;
        }
    }

    /// <summary>
    /// Makes the next calls fail. For an event, faults of the function itself (Unhandled, Handled, InvalidResponse, Delay, LoseAnswer) strike its runs,
    /// one by one, the others the call; a DryRun meets only the latter.
    /// </summary>
    /// <param name="count">How many calls; at least 1.</param>
    /// <param name="fault">What happens to them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public void FailNext(int count, LambdaFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
                _next.Enqueue(fault);
        }
    }

    /// <summary>Makes every call fail that meets no fault of <see cref="FailNext"/>, until <see cref="Clear"/>.</summary>
    /// <param name="fault">What happens to them.</param>
    public void FailAll(LambdaFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
            _always = fault;
    }

    /// <summary>Forgets every fault.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _next.Clear();
            _always = null;
        }
    }

    /// <summary>The fault that is due, if it is of a kind that strikes here.</summary>
    internal LambdaFault? Take(Func<LambdaFault, bool> strikes)
    {
        lock (_gate)
        {
            if (_next.TryPeek(out var fault))
                return strikes(fault) ? _next.Dequeue() : null;
            return _always is { } always && strikes(always) ? always : null;
        }
    }
}
