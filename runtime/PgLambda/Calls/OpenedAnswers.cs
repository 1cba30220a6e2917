namespace PgLambda;

/// <summary>
/// The answers that the attempts of one call have begun to read. An interceptor may begin several and hand out none of them; each holds a connection, and no longer than the call's enumeration.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="cancellationToken">The token of the enumeration, which holds for all of them.</param>
internal sealed class OpenedAnswers(FailedCall call, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _answers = [];
    private bool _isClosed;

    /// <summary>The token of the enumeration.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <exception cref="InvalidOperationException">The enumeration has ended.</exception>
    public void Add(IAsyncDisposable answer)
    {
        lock (_answers)
        {
            if (_isClosed)
                throw new InvalidOperationException($"The call of {call.Method} has ended: an interceptor called it again after its items had been enumerated.");
            _answers.Add(answer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_answers)
            _isClosed = true;
        foreach (var answer in _answers)
            await answer.DisposeAsync().ConfigureAwait(false);
    }
}
