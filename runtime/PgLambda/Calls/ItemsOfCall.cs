using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>
/// What a method that hands out items returns. The call is made when its first item is asked for, and once: another enumeration would run the function again. What its attempts have opened is closed with
/// the enumeration.
/// </summary>
/// <param name="call">What is called.</param>
/// <param name="payload">The payload, which was written when the method was called.</param>
/// <param name="start">Makes the call, up to its items.</param>
/// <param name="ofMethod">The token that the method was given.</param>
internal sealed class ItemsOfCall<T>(FailedCall call, LambdaPayload payload, Func<OpenedAnswers, CancellationToken, ValueTask<IAsyncEnumerable<T>>> start, CancellationToken ofMethod) : IAsyncEnumerable<T>
{
    private int _isTaken;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => Interlocked.Exchange(ref _isTaken, 1) == 0
        ? EnumerateAsync(cancellationToken)
        : throw new InvalidOperationException(
            $"What {call.Method} returned has been enumerated. Another time would call the function again: call the method for that, or keep the items in a list.");

    private async IAsyncEnumerator<T> EnumerateAsync(CancellationToken ofEnumeration)
    {
        using var both = ofMethod.CanBeCanceled && ofEnumeration.CanBeCanceled && ofMethod != ofEnumeration ? CancellationTokenSource.CreateLinkedTokenSource(ofMethod, ofEnumeration) : null;
        var token = both?.Token ?? (ofEnumeration.CanBeCanceled ? ofEnumeration : ofMethod);
        var opened = new OpenedAnswers(call, token);
        try
        {
            var items = await start(opened, token).ConfigureAwait(false);
            await foreach (var item in items.WithCancellation(token).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            payload.Release();
            await opened.DisposeAsync().ConfigureAwait(false);
        }
    }
}
