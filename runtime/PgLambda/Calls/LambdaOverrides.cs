using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>What the options make of an application's methods, before the first call. For packages around this one; not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LambdaOverrides
{
    /// <summary>Everything that is wrong with the options' entries, in their order: entries that cannot be, and entries that no method stands behind.</summary>
    /// <param name="options">The options.</param>
    /// <param name="operations">What the methods of all registered interfaces call.</param>
    public static IReadOnlyList<LambdaConfigurationProblem> Check(LambdaClientOptions options, IReadOnlyCollection<LambdaOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(operations);
        var problems = new List<LambdaConfigurationProblem>();
        for (var i = 0; i < options.Functions.Count; i++)
        {
            var name = options.Functions[i].Name;
            if (!operations.Any(operation => operation.Parts.Target.Name.Text == name))
            {
                var known = operations.Select(operation => operation.Parts.Target.Name.Text);
                // Whoever shows the message may leave accounts out.
                var hint = known.Any(other => AccountIds.Mask(other) == AccountIds.Mask(name)) ? " One of them differs in the account alone." : "";
                Add($"Functions:{i}:Name", $"No registered method calls '{name}', as it is written there. Known are: {List(known)}.{hint}");
            }
        }
        foreach (var (key, client) in options.Clients)
            CheckClient(key, client, operations, Add);
        var resolver = new OverrideResolver(options);
        foreach (var operation in operations)
            resolver.Apply(operation, Add);
        return problems;

        // Methods share entries.
        void Add(string path, string message)
        {
            var problem = new LambdaConfigurationProblem(path, message);
            if (!problems.Contains(problem))
                problems.Add(problem);
        }
    }

    /// <summary>What a method calls under these options.</summary>
    /// <exception cref="LambdaConfigurationException">The entries for it cannot be.</exception>
    public static LambdaInvocation Describe(LambdaOperation operation, LambdaClientOptions options) =>
        Interception.Describe(OverrideResolver.Of(options)?.Resolve(operation) ?? operation, options: null);

    private static void CheckClient(string key, LambdaClientOverride client, IReadOnlyCollection<LambdaOperation> operations, Action<string, string> report)
    {
        var meant = operations.Where(operation => Is(operation.Interface, key) || Is(operation.InterfaceName, key)).ToList();
        var interfaces = meant.Select(operation => operation.Interface).Distinct(StringComparer.Ordinal).ToList();
        if (interfaces.Count == 0)
            report($"Clients:{key}", $"No registered interface is called '{key}'. Known are: {List(operations.Select(operation => operation.InterfaceName))}.");
        else if (interfaces.Count > 1 && !interfaces.Exists(name => Is(name, key)))
            report($"Clients:{key}", $"Several registered interfaces are called '{key}'; write one with its namespace: {List(interfaces)}.");
        if (interfaces.Count == 0)
            return;
        foreach (var method in client.Methods.Keys)
        {
            if (!meant.Exists(operation => Is(operation.Method, method)))
                report($"Clients:{key}:Methods:{method}", $"The interface has no method '{method}' that calls a function. It has: {List(meant.Select(operation => operation.Method))}.");
        }
    }

    private static bool Is(string name, string key) => string.Equals(name, key, StringComparison.OrdinalIgnoreCase);

    private static string List(IEnumerable<string> names)
    {
        var known = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return known.Count == 0 ? "none" : string.Join(", ", known);
    }
}
