namespace PgLambda;

/// <summary>
/// The answers that the attempts of one call have begun to read. An interceptor may begin several and hand out none of them; each holds a connection, and no longer than the call's enumeration.
/// </summary>
internal sealed class OpenedAnswers(FailedCall call) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _answers = [];
    private bool _isClosed;

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
