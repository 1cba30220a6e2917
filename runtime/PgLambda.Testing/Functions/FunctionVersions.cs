using System.Globalization;

namespace PgLambda.Testing;

/// <summary>A handler as the dispatcher calls it: payload and call in, UTF-8 JSON out.</summary>
internal delegate Task<ReadOnlyMemory<byte>> LambdaHandler(LambdaCall call);

/// <summary>The published versions and the aliases of one function.</summary>
internal sealed class FunctionVersions
{
    public const string Latest = "$LATEST";
    private readonly object _gate = new();
    private readonly Dictionary<string, LambdaHandler> _handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private int _published;

    /// <summary>The version that a qualifier means where nobody knows what its aliases point to.</summary>
    public static string WithoutRegistry(string? qualifier) => qualifier is not null && qualifier.All(char.IsAsciiDigit) ? qualifier : Latest;

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
            _handlers[Latest] = handler;
    }

    public void Publish(LambdaHandler? handler)
    {
        lock (_gate)
        {
            handler ??= _handlers.GetValueOrDefault(Latest)
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
            var version = qualifier is null ? Latest : _aliases.GetValueOrDefault(qualifier, qualifier);
            return _handlers.TryGetValue(version, out var handler) ? (version, handler) : null;
        }
    }
}
