using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace PgLambda.IntegrationTests.Pooler;

/// <summary>A PgBouncer of its own in transaction mode, before one database: its clients take turns on few backends.</summary>
internal sealed class PgBouncerServer : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    // The shell reads from a pipe whose other end only this process holds: however this process ends, PgBouncer ends too, and its directory goes.
    // It is killed, since it keeps nothing; what the gentler signals mean differs between versions.
    private const string Watchdog = """
        trap '' INT HUP TERM PIPE
        exec 3<&0 </dev/null
        umask 077
        dir=$(mktemp -d) || exit
        printf '%s\n' "$2" >"$dir/pgbouncer.ini"
        "$1" "$dir/pgbouncer.ini" 3<&- &
        server=$!
        (while read -r ignored; do :; done; kill -KILL $server) <&3 >/dev/null 2>&1 &
        reader=$!
        exec 3<&-
        wait $server
        kill -KILL $reader 2>/dev/null
        rm -rf "$dir"
        """;

    private readonly Process _watchdog;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PgBouncerServer(string binary, NpgsqlConnectionStringBuilder target, int port, string configuration)
    {
        ConnectionString = new NpgsqlConnectionStringBuilder(target.ConnectionString) { Host = "127.0.0.1", Port = port }.ConnectionString;
        var startInfo = StartInfo("/bin/sh", "-c", $"exec 2>&1\n{Watchdog}", "pgbouncer-watchdog", binary, configuration);
        startInfo.RedirectStandardInput = true;
        _watchdog = new Process { StartInfo = startInfo };
        _watchdog.OutputDataReceived += Read;
        _watchdog.Start();
        _watchdog.BeginOutputReadLine();
    }

    /// <summary>Connects to the database through this server.</summary>
    public string ConnectionString { get; }

    private string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="connectionString">The database, on a server that trusts this machine.</param>
    /// <param name="backends">How many connections it makes to the database, for all its clients together.</param>
    /// <exception cref="InvalidOperationException">It is missing, or does not start.</exception>
    public static async Task<PgBouncerServer> StartAsync(string connectionString, int backends = 1)
    {
        var binary = await PgBouncerBinary.LocateAsync();
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var version = await VersionAsync(binary);
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var server = new PgBouncerServer(binary, target, port, Configuration(target, port, backends, version));
            if (await server.IsReadyAsync())
                return server;
            await server.DisposeAsync();
            // Somebody may have taken the port meanwhile.
            if (attempt == Attempts || !server.Log.Contains("Address already in use", StringComparison.Ordinal))
                throw new InvalidOperationException($"PgBouncer {version} ({binary}) does not start:\n{server.Log}");
        }
    }

    /// <summary>Ends this server, and no other one.</summary>
    public async ValueTask DisposeAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync().WaitAsync(StopTime);
        _watchdog.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return await _ready.Task.WaitAsync(StartTime);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Read(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
            _log.AppendLine(line.Data);
        if (line.Data is null)
            _ready.TrySetResult(false);
        else if (line.Data.Contains("process up:", StringComparison.Ordinal))
            _ready.TrySetResult(true);
    }

    private static string Configuration(NpgsqlConnectionStringBuilder target, int port, int backends, Version version) => $"""
        [databases]
        {target.Database} = host={target.Host} port={target.Port} user={target.Username}
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {port}
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = {backends}
        ignore_startup_parameters = extra_float_digits,options,search_path
        {(version >= new Version(1, 21) ? "max_prepared_statements = 0" : "; no such version knows of prepared statements")}
        """;

    private static async Task<Version> VersionAsync(string binary)
    {
        using var process = Process.Start(StartInfo(binary, "--version"))!;
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(StartTime);
        // "PgBouncer 1.18.0", then the libraries' versions.
        return Version.Parse(output.Split('\n')[0].Split(' ')[1]);
    }

    // PgBouncer refuses to run as root, as PostgreSQL does.
    private static ProcessStartInfo StartInfo(string fileName, params string[] arguments)
    {
        var startInfo = new ProcessStartInfo(fileName, arguments) { RedirectStandardOutput = true, WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            startInfo.UserName = "nobody";
            // Root's own may be closed to the other user.
            startInfo.Environment.Remove("TMPDIR");
            startInfo.Environment.Remove("HOME");
        }
        return startInfo;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
