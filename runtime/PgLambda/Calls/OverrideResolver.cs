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

    /// <summary>The resolver of these options; null where they override nothing.</summary>
    public static OverrideResolver? Of(LambdaClientOptions options) =>
        options.Functions.Count + options.Clients.Count == 0 ? null : Resolvers.GetValue(options, static options => new OverrideResolver(options));

    /// <summary>What a method calls.</summary>
    /// <exception cref="LambdaConfigurationException">The entries for it cannot be.</exception>
    public LambdaOperation Resolve(LambdaOperation declared) => _resolved.TryGetValue(declared, out var resolved)
        ? resolved
        : _resolved.GetOrAdd(declared, Apply(declared, (path, problem) => throw Failure(declared, path, problem)));

    /// <summary>The same, afresh; every problem is reported, and its part left as it was.</summary>
    public LambdaOperation Apply(LambdaOperation declared, Action<string, string> report)
    {
        var entries = Find(declared, report).ToList();
        if (entries.Count == 0)
            return declared;
        var parts = declared.Parts;
        var (name, region, qualifier, timeout) = (parts.Target.Name.WithoutQualifier(), parts.Target.Region, parts.Target.EffectiveQualifier, parts.TimeoutMilliseconds);
        foreach (var (path, entry) in entries)
        {
            if (entry.Function is not null && Check(LambdaFunctionName.TryParse(entry.Function, out var function, out var error), error, $"{path}:Function", report))
            {
                if (function.Qualifier is not null && entry.Qualifier is not null)
                    report($"{path}:Qualifier", $"The qualifier is '{entry.Qualifier}', and Function says ':{function.Qualifier}'; keep one of them.");
                qualifier = function.Qualifier ?? qualifier;
                (name, region) = (function.WithoutQualifier(), null);
            }
            if (entry.Region is not null && Check(LambdaFunctionName.TryParseRegion(entry.Region, out error), error, $"{path}:Region", report))
            {
                if (name.Region is not null && name.Region != entry.Region)
                    report($"{path}:Region", $"The region is '{entry.Region}', and the ARN of the function says '{name.Region}'; keep one of them.");
                else
                    region = entry.Region;
            }
            if (entry.Qualifier is not null && Check(LambdaFunctionName.TryParseQualifier(entry.Qualifier, out error), error, $"{path}:Qualifier", report))
                qualifier = entry.Qualifier;
            if (entry.TimeoutMilliseconds is { } milliseconds)
            {
                if (LambdaLimits.IsTimeout(milliseconds))
                    timeout = milliseconds;
                else
                    report($"{path}:TimeoutMilliseconds", $"A time-out is 1 to {LambdaLimits.LongestTimeoutMilliseconds} milliseconds, not {milliseconds}.");
            }
        }
        return declared.Changed(parts with { Target = LambdaTarget.Create(name, region, qualifier), TimeoutMilliseconds = timeout });
    }

    // From the widest to the narrowest.
    private IEnumerable<(string Path, LambdaOverride Entry)> Find(LambdaOperation declared, Action<string, string> report)
    {
        var isFound = false;
        for (var i = 0; i < options.Functions.Count; i++)
        {
            if (options.Functions[i].Name != declared.Parts.Target.Name.Text)
                continue;
            if (isFound)
                report($"Functions:{i}:Name", $"'{options.Functions[i].Name}' is there twice.");
            isFound = true;
            yield return ($"Functions:{i}", options.Functions[i]);
        }
        var hasSimple = options.Clients.TryGetValue(declared.InterfaceName, out var client);
        var key = declared.InterfaceName;
        if (declared.Interface != declared.InterfaceName && options.Clients.TryGetValue(declared.Interface, out var full))
        {
            if (hasSimple)
                report($"Clients:{declared.InterfaceName}", $"The interface is there twice: as {declared.InterfaceName} and as {declared.Interface}.");
            (key, client) = (declared.Interface, full);
        }
        if (client is null)
            yield break;
        yield return ($"Clients:{key}", client);
        if (client.Methods.TryGetValue(declared.Method, out var method))
            yield return ($"Clients:{key}:Methods:{declared.Method}", method);
    }

    private static bool Check(bool isParsed, LambdaFunctionNameError error, string path, Action<string, string> report)
    {
        if (!isParsed)
            report(path, error.Message);
        return isParsed;
    }

    private static LambdaConfigurationException Failure(LambdaOperation declared, string path, string problem) =>
        new LambdaConfigurationException(
            $"{declared.AsFailed.Shown} was not called: what LambdaClientOptions say about it cannot be. {path}: {problem} The function did not run.", path).About(declared.AsFailed);
}
