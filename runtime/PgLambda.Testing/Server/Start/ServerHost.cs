using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>What a server is started from.</summary>
internal sealed record ServerPlan(
    PostgresInstallation Installation, string Template, ClusterDirectory Directory, int Port, string Configuration, ILogger Logger);

/// <summary>One running server and the directory it owns; both are gone when it has ended.</summary>
internal abstract class ServerHost
{
    /// <summary>Ends with what was printed, once the server and its directory are gone, for whatever reason.</summary>
    public abstract Task<string> Ended { get; }

    /// <summary>Stops the server and removes its directory; harmless when it has ended.</summary>
    public abstract Task StopAsync();
}
