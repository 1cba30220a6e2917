using System.Globalization;

namespace PgLambda.Testing;

/// <summary>The published versions and the aliases of one function.</summary>
internal sealed class FunctionVersions
{
    private readonly object _gate = new();
    private readonly Dictionary<string, LambdaHandler> _handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private int _published;

    public string? LastPublished
    {
        get
        {
            lock (_gate)
                return _published == 0 ? null : _published.ToString(CultureInfo.InvariantCulture);
        }
    }

    public void SetLatest(LambdaHandler handler)
    {
        lock (_gate)
            _handlers[FunctionReference.Latest] = handler;
    }

    public void Publish(LambdaHandler? handler)
    {
        lock (_gate)
        {
            handler ??= _handlers.GetValueOrDefault(FunctionReference.Latest)
                ?? throw new InvalidOperationException("There is nothing to publish: give the function a handler first.");
            _handlers[(++_published).ToString(CultureInfo.InvariantCulture)] = handler;
        }
    }

    public void Alias(string alias, string version)
    {
        lock (_gate)
        {
            if (!_handlers.ContainsKey(version))
                throw new ArgumentException($"There is no version {version}: publish it first.", nameof(version));
            _aliases[alias] = version;
        }
    }

    public bool HasHandlers
    {
        get
        {
            lock (_gate)
                return _handlers.Count > 0;
        }
    }

    /// <summary>The version that a qualifier means, and its handler; null when there is none.</summary>
    public (string Version, LambdaHandler Handler)? Resolve(string? qualifier)
    {
        lock (_gate)
        {
            var version = qualifier is null ? FunctionReference.Latest : _aliases.GetValueOrDefault(qualifier, qualifier);
            return _handlers.TryGetValue(version, out var handler) ? (version, handler) : null;
        }
    }
}
