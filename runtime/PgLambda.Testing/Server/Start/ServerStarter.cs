using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PgLambda.Testing;

/// <summary>A server that answers, and what it told about itself.</summary>
internal sealed record StartedServer(
    ServerHost Host, ClusterDirectory Directory, int Port, int ProcessId, Version Version, string ConnectionString, string? ExtensionDirectory);

/// <summary>Starts one server from a template and waits until it answers.</summary>
internal static class ServerStarter
{
    private const int Attempts = 5;

    public static async Task<StartedServer> StartAsync(
        PostgresInstallation installation, string template, PostgresClusterOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryStartAsync(installation, template, options, logger, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresStartException e) when (attempt < Attempts && options.Port is null && e.Output.Contains("Address already in use", StringComparison.Ordinal))
            {
                logger.PortTaken(attempt + 1, Attempts);
            }
        }
    }

    private static async Task<StartedServer> TryStartAsync(
        PostgresInstallation installation, string template, PostgresClusterOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var directory = ClusterDirectory.New();
        var port = options.Port ?? FreePort();
        var extensionRoot = installation.Version.Major >= 18 ? Path.Combine(directory.Path, "share") : null;
        var configuration = ServerConfiguration.Compose(options.Settings, extensionRoot);
        var clock = Stopwatch.StartNew();
        var plan = new ServerPlan(installation, template, directory, port, configuration, logger);
        ServerHost host = OperatingSystem.IsWindows() ? new WindowsServerHost(plan) : new UnixServerHost(plan);
        try
        {
            var processId = await WaitUntilReadyAsync(host, directory, cancellationToken).ConfigureAwait(false);
            var ready = clock.ElapsedMilliseconds;
            var connectionString = ConnectionString(port);
            var (version, share) = await AskAsync(connectionString, cancellationToken).ConfigureAwait(false);
            logger.ServerAnswers(version, installation.BinDirectory, directory.Path, port, ready, clock.ElapsedMilliseconds);

            var extensions = Path.Combine(extensionRoot ?? share, "extension");
            var ours = extensionRoot is not null || share.StartsWith(directory.Path + "/", StringComparison.Ordinal);
            return new StartedServer(host, directory, port, processId, version, connectionString, ours ? extensions : null);
        }
        catch (Exception e)
        {
            var log = ReadLog(directory);
            await host.StopAsync().ConfigureAwait(false);
            if (e is OperationCanceledException or NpgsqlException)
                e.Data["log"] = log;
            if (e is NpgsqlException)
                throw new PostgresStartException($"PostgreSQL {installation.Version} in {installation.BinDirectory} does not answer: {e.Message}", log, e);
            throw;
        }
    }

    // The postmaster writes its state into this file, so there is no need to knock at a port that nobody listens on yet.
    private static async Task<int> WaitUntilReadyAsync(ServerHost host, ClusterDirectory directory, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory.Data, "postmaster.pid");
        while (true)
        {
            if (host.Ended.IsCompleted)
                throw new PostgresStartException("PostgreSQL ended before it was ready.", await host.Ended.ConfigureAwait(false));

            if (File.Exists(file))
            {
                var lines = await ReadLinesAsync(file, cancellationToken).ConfigureAwait(false);
                if (lines.Length >= 8 && lines[7].StartsWith("ready", StringComparison.Ordinal))
                    return int.Parse(lines[0], CultureInfo.InvariantCulture);
            }

            await Task.Delay(3, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string[]> ReadLinesAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            return (await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).Split('\n');
        }
        catch (IOException)
        {
            // Being written or, as the server gives up, removed at this moment: look again.
            return [];
        }
    }

    private static async Task<(Version Version, string Share)> AskAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand("SELECT setting FROM pg_catalog.pg_config WHERE name = 'SHAREDIR'", connection);
        var share = (string?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        return (connection.PostgreSqlVersion, share ?? "");
    }

    private static string ConnectionString(int port) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Database = "postgres",
    }.ConnectionString;

    private static string ReadLog(ClusterDirectory directory)
    {
        try
        {
            return File.Exists(directory.Log) ? File.ReadAllText(directory.Log) : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
