using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>What the options make of an application's methods, before the first call. For packages around this one; not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LambdaOverrides
{
    /// <summary>Everything that is wrong with the options' entries, in their order: entries that cannot be, and entries that no method stands behind. By names alone.</summary>
    /// <param name="options">The options.</param>
    /// <param name="calls">What the methods of all registered interfaces call. They are asked for only where there are entries.</param>
    public static IReadOnlyList<LambdaConfigurationProblem> Check(LambdaClientOptions options, IEnumerable<DeclaredCall> calls)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(calls);
        var problems = new List<LambdaConfigurationProblem>();
        for (var i = 0; i < options.Interceptors.Count; i++)
        {
            if (options.Interceptors[i] is null)
                Add($"Interceptors:{i}", "The interceptor is null.");
        }
        if (options.Functions.Count + options.Clients.Count == 0)
            return problems;
        var all = calls.ToList();
        var functions = all.Select(call => call.Function).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < options.Functions.Count; i++)
        {
            if (!OverrideResolver.IsNull(options.Functions[i], $"Functions:{i}", Add))
                CheckFunction($"Functions:{i}:Name", options.Functions[i].Name ?? "", functions, Add);
        }
        var keys = new ClientKeys(options.Clients.Keys, all.Select(call => call.Interface).ToHashSet(StringComparer.Ordinal));
        foreach (var (key, client) in options.Clients)
            CheckClient(key, client, keys, all, Add);
        var resolver = new OverrideResolver(options);
        foreach (var call in all)
            resolver.Check(call, keys, Add);
        return problems;

        // Methods share entries.
        void Add(string path, string message)
        {
            var problem = new LambdaConfigurationProblem(path, message);
            if (!problems.Contains(problem))
                problems.Add(problem);
        }
    }

    /// <summary>Whether the options have an entry for a call; it may say what is so anyway.</summary>
    /// <param name="call">The call.</param>
    /// <param name="options">The options.</param>
    public static bool HasEntries(DeclaredCall call, LambdaClientOptions options) => OverrideResolver.Of(options)?.HasEntries(call) == true;

    /// <summary>What a method calls under these options: the operation itself where they change nothing of it.</summary>
    /// <exception cref="LambdaConfigurationException">The entries for it cannot be.</exception>
    public static LambdaOperation Resolve(LambdaOperation operation, LambdaClientOptions options) => OverrideResolver.Of(options)?.Resolve(operation) ?? operation;

    /// <summary>The same, as an interceptor sees it.</summary>
    /// <exception cref="LambdaConfigurationException">The entries for it cannot be.</exception>
    public static LambdaInvocation Describe(LambdaOperation operation, LambdaClientOptions options) => Interception.Describe(Resolve(operation, options), options: null);

    private static void CheckFunction(string path, string name, HashSet<string> known, Action<string, string> report)
    {
        if (known.Contains(name))
            return;
        // Whoever shows the message may leave accounts out.
        var hint = known.Any(other => AccountIds.Mask(other) == AccountIds.Mask(name)) ? " One of them differs in the account alone." : "";
        report(path, $"No registered method calls '{name}', as it is written there. Known are: {List(known)}.{hint}");
    }

    private static void CheckClient(string key, LambdaClientOverride client, ClientKeys keys, List<DeclaredCall> calls, Action<string, string> report)
    {
        var interfaces = keys.InterfacesOf(key);
        if (interfaces.Count == 0)
            report($"Clients:{key}", $"No registered interface is called '{key}'. Known are: {List(keys.Shortest())}.");
        else if (keys.IsAmbiguous(key))
            report($"Clients:{key}", keys.Ambiguity(key));
        if (OverrideResolver.IsNull(client, $"Clients:{key}", report))
            return;
        foreach (var (name, method) in client.Methods)
        {
            var path = $"Clients:{key}:Methods:{name}";
            OverrideResolver.IsNull(method, path, report);
            var methods = calls.Where(call => interfaces.Contains(call.Interface)).Select(call => call.Method).ToList();
            if (interfaces.Count > 0 && !methods.Contains(name, StringComparer.OrdinalIgnoreCase))
                report(path, $"The interface has no method '{name}' that calls a function. It has: {List(methods)}.");
        }
    }

    private static string List(IEnumerable<string> names)
    {
        var known = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return known.Count == 0 ? "none" : string.Join(", ", known);
    }
}
