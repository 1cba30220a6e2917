using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Which PostgreSQL a <see cref="PostgresCluster"/> runs, and how.</summary>
public sealed class PostgresClusterOptions
{
    /// <summary>
    /// The major version to run, 12 or later. Default <see langword="null"/>: the newest one installed, or 17 from npm when none is.
    /// </summary>
    public int? MajorVersion { get; set; }

    /// <summary>
    /// A directory that holds <c>initdb</c> and <c>postgres</c>: exactly these binaries run, nothing else is looked for.
    /// Default <see langword="null"/>: the environment variable <c>PGLAMBDA_POSTGRES_BIN</c>, then the usual places.
    /// </summary>
    public string? BinDirectory { get; set; }

    /// <summary>Where binaries may come from when <see cref="BinDirectory"/> is not set. Default <see cref="PostgresBinarySource.Any"/>.</summary>
    public PostgresBinarySource Source { get; set; }

    /// <summary>
    /// Settings added to the server's <c>postgresql.conf</c>, by name; they win over the cluster's own (for example <c>fsync</c>).
    /// The port is not one of them: see <see cref="Port"/>. Empty by default.
    /// </summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The port on 127.0.0.1 to listen on, for a server that others are to find there; <see cref="PostgresStartException"/> where it is taken.
    /// Default <see langword="null"/>: a free one, which no other server or test can be in the way of.
    /// </summary>
    public int? Port { get; set; }

    /// <summary>Receives what was found and how long each step took (Debug, Information). Default <see langword="null"/>: nothing is logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// How long <c>initdb</c> and the server together may take before <see cref="PostgresStartException"/> is thrown. Default 60 seconds.
    /// A first download from npm is not counted.
    /// </summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
