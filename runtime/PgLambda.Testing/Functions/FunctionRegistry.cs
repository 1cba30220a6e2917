using System.Collections.Concurrent;

namespace PgLambda.Testing;

/// <summary>The functions that exist here, by the name, partial ARN or full ARN that they were registered with.</summary>
internal sealed class FunctionRegistry(HandlerAdapter adapter)
{
    private readonly ConcurrentDictionary<string, LocalFunction> _functions = new(StringComparer.Ordinal);

    /// <summary>Serves whatever no function of its own does.</summary>
    public LambdaHandler? CatchAll { get; set; }

    /// <summary>Where calls go that neither a function nor the catch-all serves.</summary>
    public Uri? ForwardsTo { get; set; }

    public LocalFunction GetOrAdd(string key)
    {
        if (FunctionReference.Parse(key) is not { Qualifier: null })
            throw new ArgumentException($"'{key}' is no function name, partial ARN or full ARN without qualifier.", nameof(key));
        return _functions.GetOrAdd(key, static (name, a) => new LocalFunction(name, a), adapter);
    }

    /// <summary>The function that an ARN means: the full ARN before the partial one before the name.</summary>
    public LocalFunction? Find(string fullArn, string account, string name) =>
        _functions.TryGetValue(fullArn, out var found)
        || _functions.TryGetValue($"{account}:function:{name}", out found)
        || _functions.TryGetValue(name, out found) ? found : null;
}
