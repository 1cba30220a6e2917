using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>
/// Composes what a method calls in this environment, once for each method and options: attribute, function's name, interface, method; the narrower wins.
/// </summary>
internal sealed class OverrideResolver(LambdaClientOptions options)
{
    private static readonly ConditionalWeakTable<LambdaClientOptions, OverrideResolver> Resolvers = [];

    private readonly ConcurrentDictionary<LambdaOperation, LambdaOperation> _resolved = new();
    private ClientKeys? _keys;

    /// <summary>The resolver of these options; null where they override nothing.</summary>
    public static OverrideResolver? Of(LambdaClientOptions options) =>
        options.Functions.Count + options.Clients.Count == 0 ? null : Resolvers.GetValue(options, static options => new OverrideResolver(options));

    /// <summary>What a method calls: the operation itself where nothing of it changes.</summary>
    /// <exception cref="LambdaConfigurationException">The entries for it cannot be.</exception>
    public LambdaOperation Resolve(LambdaOperation declared) => _resolved.TryGetValue(declared, out var resolved)
        ? resolved
        : _resolved.GetOrAdd(declared, Apply(declared, (path, problem) => throw Failure(declared, path, problem)));

    /// <summary>Whether there is an entry for a call.</summary>
    public bool HasEntries(DeclaredCall call) => Find(call, KeysFor(call.Interface), static (_, _) => { }).Any();

    /// <summary>Reports every problem of the entries for a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="keys">What the keys mean.</param>
    /// <param name="report">Takes path and problem.</param>
    public void Check(DeclaredCall call, ClientKeys keys, Action<string, string> report)
    {
        var entries = Find(call, keys, report).ToList();
        if (entries.Count > 0)
            Apply(LambdaTarget.Parse(call.Function, region: null, qualifier: null), timeout: null, entries, report);
    }

    private LambdaOperation Apply(LambdaOperation declared, Action<string, string> report)
    {
        var call = DeclaredCall.Of(declared);
        var entries = Find(call, KeysFor(call.Interface), report).ToList();
        var parts = declared.Parts;
        var (target, timeout) = Apply(parts.Target, parts.TimeoutMilliseconds, entries, report);
        return target == parts.Target && timeout == parts.TimeoutMilliseconds ? declared : declared.Changed(parts with { Target = target, TimeoutMilliseconds = timeout });
    }

    // Every problem is reported, and its part left as it was. What no entry changes stays as it is written.
    private static (LambdaTarget Target, int? Timeout) Apply(LambdaTarget declared, int? timeout, List<(string Path, LambdaOverride Entry)> entries, Action<string, string> report)
    {
        var (name, region, qualifier) = (declared.Name.WithoutQualifier(), declared.Region, declared.EffectiveQualifier);
        foreach (var (path, entry) in entries)
        {
            if (entry.Function is { } text && Check(LambdaFunctionName.TryParse(text, out var function, out var error), $"{path}:Function", LambdaFunctionName.Explain(text, "function", error), report))
            {
                if (function.Qualifier is not null && entry.Qualifier is not null)
                    report($"{path}:Qualifier", $"The qualifier is '{entry.Qualifier}', and Function says ':{function.Qualifier}'; keep one of them.");
                qualifier = function.Qualifier ?? qualifier;
                (name, region) = (function.WithoutQualifier(), null);
            }
            if (entry.Region is not null && Check(LambdaFunctionName.TryParseRegion(entry.Region, out error), $"{path}:Region", error.Message, report))
            {
                if (name.Region is not null && name.Region != entry.Region)
                    report($"{path}:Region", $"The region is '{entry.Region}', and the ARN of the function says '{name.Region}'; keep one of them.");
                else
                    region = entry.Region;
            }
            if (entry.Qualifier is not null && Check(LambdaFunctionName.TryParseQualifier(entry.Qualifier, out error), $"{path}:Qualifier", LambdaFunctionName.Explain(entry.Qualifier, "qualifier", error), report))
                qualifier = entry.Qualifier;
            if (entry.TimeoutMilliseconds is { } milliseconds)
            {
                if (LambdaLimits.IsTimeout(milliseconds))
                    timeout = milliseconds;
                else
                    report($"{path}:TimeoutMilliseconds", $"A time-out is 1 to {LambdaLimits.LongestTimeoutMilliseconds} milliseconds, not {milliseconds}.");
            }
        }
        var target = LambdaTarget.Create(name, region, qualifier);
        return (target.IsSame(declared) ? declared : target, timeout);
    }

    // From the widest to the narrowest.
    private IEnumerable<(string Path, LambdaOverride Entry)> Find(DeclaredCall call, ClientKeys keys, Action<string, string> report)
    {
        var isFound = false;
        for (var i = 0; i < options.Functions.Count; i++)
        {
            if (IsNull(options.Functions[i], $"Functions:{i}", report) || options.Functions[i].Name != call.Function)
                continue;
            if (isFound)
                report($"Functions:{i}:Name", $"'{options.Functions[i].Name}' is there twice.");
            isFound = true;
            yield return ($"Functions:{i}", options.Functions[i]);
        }
        if (keys.KeysOf(call.Interface) is not [.., var key] all)
            yield break;
        if (keys.IsAmbiguous(key))
            report($"Clients:{key}", keys.Ambiguity(key));
        if (all.Count > 1)
            report($"Clients:{all[0]}", $"The interface is there twice: as {all[0]} and as {key}.");
        var client = options.Clients[key];
        if (IsNull(client, $"Clients:{key}", report))
            yield break;
        yield return ($"Clients:{key}", client);
        if (client.Methods.TryGetValue(call.Method, out var method) && !IsNull(method, $"Clients:{key}:Methods:{call.Method}", report))
            yield return ($"Clients:{key}:Methods:{call.Method}", method);
    }

    // Of interfaces that were not registered, only the one that is called is known.
    private ClientKeys KeysFor(string interfaceName)
    {
        var registered = options.RegisteredInterfaces ?? [];
        if (!registered.Contains(interfaceName))
            return new ClientKeys(options.Clients.Keys, [.. registered, interfaceName]);
        if (_keys is not { } keys || keys.Interfaces != registered)
            _keys = keys = new ClientKeys(options.Clients.Keys, registered);
        return keys;
    }

    /// <summary>Whether code has set an entry to null, which it may only by telling the compiler off.</summary>
    public static bool IsNull(LambdaOverride? entry, string path, Action<string, string> report)
    {
        if (entry is null)
            report(path, "The entry is null: leave it out, or say what is otherwise.");
        return entry is null;
    }

    private static bool Check(bool isParsed, string path, string problem, Action<string, string> report)
    {
        if (!isParsed)
            report(path, problem);
        return isParsed;
    }

    private static LambdaConfigurationException Failure(LambdaOperation declared, string path, string problem) =>
        new LambdaConfigurationException(
            $"{declared.AsFailed.Shown} was not called: what LambdaClientOptions say about it cannot be. {path}: {problem} The function did not run.", path).About(declared.AsFailed);
}
