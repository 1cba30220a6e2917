using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PgLambda.Testing.Tests.Forwarding;

/// <summary>A real endpoint of the Invoke API: serverless-offline from npm, with the functions of the folder <c>service</c>.</summary>
internal sealed class ServerlessOffline : IAsyncDisposable
{
    private const string Serverless = "serverless@3.40.0", Offline = "serverless-offline@13.9.0";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly DirectoryInfo _directory;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerlessOffline(string packages, int port)
    {
        _directory = Directory.CreateTempSubdirectory("serverless-");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Functions", "Forwarding", "service")))
            File.Copy(file, Path.Combine(_directory.FullName, Path.GetFileName(file)));
        Directory.CreateSymbolicLink(Path.Combine(_directory.FullName, "node_modules"), Path.Combine(packages, "node_modules"));
        Address = new Uri($"http://127.0.0.1:{port}");
        _process = Start(port);
    }

    public Uri Address { get; }

    /// <summary>Ends with the process.</summary>
    public Task Ended => _process.WaitForExitAsync();

    public static async Task<ServerlessOffline> StartAsync(CancellationToken cancellationToken)
    {
        var packages = await InstallAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var server = new ServerlessOffline(packages, FreePort());
            await Task.WhenAny(server._listening.Task, server.Ended, Task.Delay(StartLimit, cancellationToken));
            if (server._listening.Task.IsCompleted)
                return server;
            var output = server.Output();
            await server.DisposeAsync();
            // Somebody else was faster: it cannot choose a free port itself.
            if (attempt == 3 || !output.Contains("EADDRINUSE", StringComparison.Ordinal))
                Assert.Fail("serverless-offline did not start:\n" + output);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    /// <summary>Installs the packages once per user; gives the directory that holds <c>node_modules</c>.</summary>
    private static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var target = Path.Combine(UserCache.Directory("npm"), $"{Serverless}-{Offline}");
        await using var held = await UserCache.LockAsync(target + ".lock", cancellationToken);
        if (Directory.Exists(target))
            return target;

        // A sibling of the target: the rename that publishes it is atomic, whatever happens before.
        var work = $"{target}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(work);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(work, "package.json"), """{"private":true}""", cancellationToken);
            var start = new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", Serverless, Offline]) { WorkingDirectory = work };
            var installed = await NeedsNodeAsync(() => Command.RunAsync(start, cancellationToken));
            Assert.True(installed.ExitCode == 0, "npm install failed:\n" + installed.Output);
            Directory.Move(work, target);
            return target;
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    private Process Start(int port)
    {
        var start = new ProcessStartInfo("node",
        [
            "--require", "./end-with-parent.js", "node_modules/serverless/bin/serverless.js", "offline", "start",
            "--host", "127.0.0.1", "--lambdaPort", $"{port}", "--httpPort", $"{FreePort()}",
        ])
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // It is to talk to nobody but us, and to know nothing of the account of whoever runs the tests.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("AWS_", StringComparison.Ordinal) || k.StartsWith("SERVERLESS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = start.Environment["XDG_CONFIG_HOME"] = _directory.FullName;
        start.Environment["SLS_TELEMETRY_DISABLED"] = "1";
        start.Environment["SLS_NOTIFICATIONS_MODE"] = "off";
        start.Environment["SLS_INTERACTIVE_SETUP_ENABLE"] = "0";
        start.Environment["SLS_DEPRECATION_DISABLE"] = "*";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";

        var process = NeedsNodeAsync(() => Task.FromResult(Process.Start(start)!)).GetAwaiter().GetResult();
        process.OutputDataReceived += Read;
        process.ErrorDataReceived += Read;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Read(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.Append(line.Data).Append('\n');
        if (line.Data?.Contains("[http for lambda] listening", StringComparison.Ordinal) == true)
            _listening.TrySetResult();
    }

    private string Output()
    {
        lock (_output)
            return _output.ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<T> NeedsNodeAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException("The tests of forwarding need Node.js 18 or later: install it, with node and npm on PATH.", error);
        }
    }
}
