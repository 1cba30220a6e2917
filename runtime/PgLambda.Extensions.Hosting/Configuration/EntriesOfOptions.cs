using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PgLambda;

/// <summary>What the configuration said of each options object, since the options themselves know no paths.</summary>
internal sealed class EntriesOfOptions
{
    private readonly ConditionalWeakTable<LambdaClientOptions, ConfiguredEntries> _entries = [];

    public ConfiguredEntries Of(LambdaClientOptions options) => _entries.GetValue(options, static _ => new ConfiguredEntries());
}

/// <summary>Where the entries of options stand in the configuration, and what of it could not be read.</summary>
internal sealed class ConfiguredEntries
{
    private readonly List<string> _errors = [];
    private readonly Dictionary<LambdaFunctionOverride, string> _functions = [];
    private readonly Dictionary<string, string> _others = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Errors => _errors;

    public void AddError(string path, string message) => _errors.Add($"{path}: {message}");

    /// <summary>Notes an entry of <see cref="LambdaClientOptions.Functions"/>: its place in the list may be another than in the configuration.</summary>
    public void AddFunction(LambdaFunctionOverride entry, string path) => _functions.Add(entry, path);

    /// <summary>Notes any other entry, or a part of one, by its path below the section.</summary>
    public void Add(string path, string configuredPath) => _others[path] = configuredPath;

    /// <summary>The path that a problem of the options has in the configuration; marked where code has set it.</summary>
    public string Locate(LambdaClientOptions options, string path)
    {
        if (TryFindFunction(options, path, out var found) || _others.TryGetValue(path, out found))
            return found;
        return $"{path} (set in code)";
    }

    private bool TryFindFunction(LambdaClientOptions options, string path, [NotNullWhen(true)] out string? found)
    {
        found = null;
        if (path.Split(':', 3) is not [ConfigurationKeys.Functions, var number, .. var rest] || !int.TryParse(number, out var i)
            || options.Functions[i] is not { } function || !_functions.TryGetValue(function, out var entry))
        {
            return false;
        }
        found = string.Join(':', [entry, .. rest]);
        return true;
    }
}
