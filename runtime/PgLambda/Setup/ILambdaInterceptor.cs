namespace PgLambda;

/// <summary>
/// Stands around each call of a client, in the order of <see cref="LambdaClientOptions.Interceptors"/>: the first is the outermost. It may look at the call and its
/// outcome, change the call's options, or call again; the library itself never does. Inside of it lie connection, call, mapping, translation of errors and the span
/// of each attempt. Arguments are written as JSON and checked before it, once; what they are refused for is thrown inside of it too, at each attempt. What concerns one interface only is better done by a decorator of that interface.
/// </summary>
public interface ILambdaInterceptor
{
    /// <summary>Makes the call by <paramref name="next"/>, and returns its outcome.</summary>
    /// <param name="invocation">What is called, and how.</param>
    /// <param name="next">The next interceptor, or the call itself. Each use of it is a call of its own.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="LambdaException">What <paramref name="next"/> threw, or the interceptor itself.</exception>
    ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken);
}

/// <summary>The rest of a call, as an <see cref="ILambdaInterceptor"/> sees it.</summary>
/// <param name="invocation">The call; of the one that came in, only <see cref="LambdaInvocation.Options"/> may be changed.</param>
/// <param name="cancellationToken">The token of this attempt.</param>
/// <exception cref="LambdaException">The call failed.</exception>
/// <exception cref="OperationCanceledException">The token was cancelled.</exception>
public delegate ValueTask<LambdaOutcome> LambdaNext(LambdaInvocation invocation, CancellationToken cancellationToken);
