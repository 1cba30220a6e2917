using System.Net;
using System.Net.Sockets;
using PgLambda.Testing;

namespace PgLambda.SharedTests;

/// <summary>A hot standby of a private cluster, by the programs of the same version.</summary>
internal sealed class Standby : IAsyncDisposable
{
    private readonly string _bin;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("standby-tests-");

    private Standby(string bin, int port)
    {
        (_bin, Port) = (bin, port);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_111_111);
    }

    public int Port { get; }

    private string Data => Path.Combine(_directory.FullName, "data");

    /// <summary>A primary that a standby can be made of: an installed server, since only those bring pg_basebackup.</summary>
    public static async Task<PostgresClusterOptions> PrimaryAsync() =>
        new() { MajorVersion = await ClientProgram.MajorAsync(ClientProgram.Find("pg_basebackup")), Source = PostgresBinarySource.Installed };

    public static async Task<Standby> StartAsync(PostgresCluster primary)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var standby = new Standby(Path.GetDirectoryName(ClientProgram.Find("pg_basebackup"))!, ((IPEndPoint)free.LocalEndpoint).Port);
        free.Stop();
        await standby.RunAsync("pg_basebackup", "-h", primary.Host, "-p", $"{primary.Port}", "-U", "postgres", "-D", standby.Data, "-R", "-X", "stream", "--checkpoint=fast");
        await standby.RunAsync("pg_ctl", "-D", standby.Data, "-w", "-t", "60", "-l", Path.Combine(standby._directory.FullName, "log"), "-o", $"-p {standby.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=", "start");
        return standby;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _directory.Delete(recursive: true);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var ran = await Command.RunAsync(ServerAccount.Current.StartInfo(Path.Combine(_bin, program), arguments), CancellationToken.None);
        Assert.True(ran.ExitCode == 0, ran.Output);
    }
}
