using System.Collections.Concurrent;

namespace PgLambda.Testing;

/// <summary>The ids of the requests that one listener has taken: none runs twice, whoever has kept a copy of one.</summary>
internal sealed class SeenRequests
{
    private readonly ConcurrentDictionary<string, byte> _ids = new(StringComparer.Ordinal);

    /// <summary>False when the request has been here before.</summary>
    public bool IsNew(InvokeRequest request) => _ids.TryAdd(request.Id, 0);
}
