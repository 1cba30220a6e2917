using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Runs a call inside of its interceptors.</summary>
internal static class Interception
{
    /// <param name="interceptors">The interceptors, the outermost first.</param>
    /// <param name="operation">What is called.</param>
    /// <param name="options">What the call asks for.</param>
    /// <param name="attempt">The call itself.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="InvalidOperationException">An interceptor returned nothing, or something else than the method does, or changed more than the options.</exception>
    public static async Task<TResult> RunAsync<TResult>(
        ILambdaInterceptor[] interceptors, LambdaOperation operation, LambdaCallOptions? options, Func<LambdaCallOptions?, CancellationToken, ValueTask<LambdaOutcome>> attempt, CancellationToken cancellationToken)
    {
        var invocation = Describe(operation, options);
        LambdaNext next = (asked, token) => asked with { Options = options } == invocation
            ? attempt(asked.Options, token)
            : ValueTask.FromException<LambdaOutcome>(new InvalidOperationException($"An interceptor changed the invocation of {operation.AsFailed.Method}: only its Options can be."));
        for (var i = interceptors.Length - 1; i >= 0; i--)
        {
            var (interceptor, inner) = (interceptors[i], next);
            // At each of them, so that those around it see the failure.
            next = async (asked, token) => Check<TResult>(await interceptor.InvokeAsync(asked, inner, token).ConfigureAwait(false), operation);
        }
        var outcome = await next(invocation, cancellationToken).ConfigureAwait(false);
        return outcome.Value is TResult value ? value : default!;
    }

    // An outcome of null breaks the contract that its annotation states; it must not become a null result.
    private static LambdaOutcome Check<TResult>(LambdaOutcome? outcome, LambdaOperation operation) => outcome switch
    {
        { Value: TResult } => outcome,
        { Value: null } when default(TResult) is null => outcome,
        _ => throw new InvalidOperationException(
            $"An interceptor of {operation.AsFailed.Method} returned {(outcome is null ? "no outcome" : $"an outcome with {outcome.Value?.GetType().Name ?? "null"}")}, and the method returns {typeof(TResult).Name}."),
    };

    /// <summary>The call, as an interceptor sees it.</summary>
    public static LambdaInvocation Describe(LambdaOperation operation, LambdaCallOptions? options) => new()
    {
        Interface = operation.Interface,
        Method = operation.Method,
        Function = operation.Parts.Target.Name.Text,
        Region = operation.Parts.Target.EffectiveRegion,
        Qualifier = operation.Parts.Target.EffectiveQualifier,
        InvocationType = operation.Invocation,
        TimeoutMilliseconds = operation.TimeoutMilliseconds,
        IsIdempotent = operation.IsIdempotent,
        Options = options,
    };
}
