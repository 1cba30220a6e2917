using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace PgLambda.Testing;

/// <summary>
/// A private, temporary PostgreSQL server: installed binaries, or ones from npm, on a free port of the loopback interface, with
/// an empty database and trust authentication. It works without an administrator, and as root, where the server runs as another user.
/// </summary>
/// <remarks>
/// The server and its directory are gone when the cluster is disposed of, and also when the process ends without doing so, by an
/// exception or a signal: a watchdog holds the other end of a pipe. Should the watchdog be killed too, the next start of any
/// cluster cleans up. On Windows, which is not tested, there is no watchdog: there the next start cleans up after a kill.
/// </remarks>
public sealed class PostgresCluster : IAsyncDisposable
{
    // Reachable while they run: a collected cluster would close its pipe, and with it the server under a connection string in use.
    private static readonly ConcurrentDictionary<PostgresCluster, bool> Running = new();

    private static readonly SharedStarts<PostgresCluster> Shared = new(
        options => StartAsync(options, shared: true, CancellationToken.None), cluster => cluster.HasEnded);

    private readonly StartedServer _server;
    private readonly bool _shared;
    private readonly ILogger _logger;
    private readonly Lazy<Task> _stop;

    private PostgresCluster(StartedServer server, bool shared, ILogger logger)
    {
        _server = server;
        _shared = shared;
        _logger = logger;
        _stop = new Lazy<Task>(StopAsync);
        Running[this] = true;
        _ = WatchAsync();
    }

    /// <summary>A connection string of the superuser <c>postgres</c> to the database <c>postgres</c>.</summary>
    public string ConnectionString => _server.ConnectionString;

    /// <summary>The address that the server listens on: <c>127.0.0.1</c>.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The port that the server listens on.</summary>
    public int Port => _server.Port;

    /// <summary>The version of the running server.</summary>
    public Version ServerVersion => _server.Version;

    /// <summary>The server's data directory.</summary>
    public string DataDirectory => _server.Directory.Data;

    /// <summary>The id of the server's main process, the postmaster.</summary>
    public int ProcessId => _server.ProcessId;

    /// <summary>
    /// A directory of this cluster alone: the server finds the extensions (<c>*.control</c> and <c>*.sql</c> files) that are written
    /// into it, besides its own. Write plain files that other users may read: the server may run as one. <see langword="null"/>
    /// where that cannot be arranged (an unusual layout of the binaries, or Windows before PostgreSQL 18).
    /// </summary>
    public string? ExtensionDirectory => _server.ExtensionDirectory;

    internal bool HasEnded => _server.Host.Ended.IsCompleted;

    /// <summary>Starts a cluster of your own. Dispose of it when it is no longer needed.</summary>
    /// <param name="options">Which PostgreSQL, and how; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the start; nothing is left behind.</param>
    /// <exception cref="PostgresNotFoundException">No binaries were found or could be fetched.</exception>
    /// <exception cref="PostgresStartException"><c>initdb</c> or the server failed, or took longer than the options allow.</exception>
    /// <exception cref="ArgumentException">A setting's name or value is not valid.</exception>
    public static Task<PostgresCluster> StartAsync(PostgresClusterOptions? options = null, CancellationToken cancellationToken = default) =>
        StartAsync(options ?? new PostgresClusterOptions(), shared: false, cancellationToken);

    /// <summary>
    /// The one cluster of this process for these options (version, binaries and settings), started by the first caller. It ends with
    /// the process: disposing of it does nothing, so each of its users may.
    /// </summary>
    /// <param name="options">Which PostgreSQL, and how; the defaults when <see langword="null"/>. Logger and time-out count for the first caller only.</param>
    /// <param name="cancellationToken">Ends this caller's waiting, not the start that others may wait for.</param>
    /// <remarks>A failed start is not remembered: the next caller tries again. So does the next caller after the server was stopped from outside.</remarks>
    /// <exception cref="PostgresNotFoundException">No binaries were found or could be fetched.</exception>
    /// <exception cref="PostgresStartException"><c>initdb</c> or the server failed, or took longer than the options allow.</exception>
    /// <exception cref="ArgumentException">A setting's name or value is not valid.</exception>
    public static Task<PostgresCluster> GetSharedAsync(PostgresClusterOptions? options = null, CancellationToken cancellationToken = default) =>
        Shared.GetAsync(options ?? new PostgresClusterOptions(), cancellationToken);

    private static async Task<PostgresCluster> StartAsync(PostgresClusterOptions options, bool shared, CancellationToken cancellationToken)
    {
        var logger = options.LoggerFactory?.CreateLogger(typeof(PostgresCluster).FullName!) ?? (ILogger)NullLogger.Instance;
        var clock = Stopwatch.StartNew();
        var installation = await PostgresBinaries.FindAsync(options, logger, cancellationToken).ConfigureAwait(false);
        logger.BinariesChosen(installation.Version, installation.BinDirectory, clock.ElapsedMilliseconds);

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.StartTimeout);
        var cleaning = StaleClusters.CleanAsync(installation, logger, cancellationToken);
        try
        {
            var template = await ClusterTemplate.GetAsync(installation, logger, timeout.Token).ConfigureAwait(false);
            var server = await ServerStarter.StartAsync(installation, template, options, logger, timeout.Token).ConfigureAwait(false);
            await cleaning.ConfigureAwait(false);
            logger.ClusterStarted(clock.ElapsedMilliseconds);
            return new PostgresCluster(server, shared, logger);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PostgresStartException(
                $"PostgreSQL {installation.Version} in {installation.BinDirectory} was not ready within {options.StartTimeout.TotalSeconds} s.",
                e.Data["log"] as string ?? "", e);
        }
    }

    /// <summary>
    /// Stops the server, whoever is connected, and removes its directory. May be called any number of times, and does nothing to a
    /// cluster from <see cref="GetSharedAsync"/>.
    /// </summary>
    public ValueTask DisposeAsync() => _shared ? ValueTask.CompletedTask : new ValueTask(_stop.Value);

    private async Task StopAsync()
    {
        var clock = Stopwatch.StartNew();

        // Pooled connections to this port would otherwise be met again by a later cluster that gets it.
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await _server.Host.StopAsync().ConfigureAwait(false);
        _logger.ClusterStopped(Port, clock.ElapsedMilliseconds);
    }

    private async Task WatchAsync()
    {
        var output = await _server.Host.Ended.ConfigureAwait(false);
        Running.TryRemove(this, out _);
        if (!_stop.IsValueCreated)
            _logger.ServerEndedByItself(Port, CommandResult.LastLines(output, 20));
    }
}
