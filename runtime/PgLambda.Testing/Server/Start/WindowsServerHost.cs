using System.ComponentModel;
using System.Diagnostics;

namespace PgLambda.Testing;

/// <summary>
/// A server started and stopped through pg_ctl, which gives up administrator rights as PostgreSQL demands. It has no watchdog:
/// when this process is killed, the next start on the machine cleans up.
/// </summary>
internal sealed class WindowsServerHost : ServerHost
{
    private readonly ServerPlan _plan;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> _stop;

    public WindowsServerHost(ServerPlan plan)
    {
        _plan = plan;
        _stop = new Lazy<Task>(() => Task.Run(Stop));
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        _ = Task.Run(StartAsync);
    }

    public override Task<string> Ended => _ended.Task;

    public override Task StopAsync() => _stop.Value;

    private async Task StartAsync()
    {
        try
        {
            Copy(_plan.Template, _plan.Directory.Path);
            await File.AppendAllTextAsync(Path.Combine(_plan.Directory.Data, "postgresql.conf"), _plan.Configuration).ConfigureAwait(false);
            using var started = PgCtl("start", "-l", _plan.Directory.Log, "-o", $"-p {_plan.Port}");
            await started.WaitForExitAsync().ConfigureAwait(false);
            if (started.ExitCode != 0)
                await StopAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            _ended.TrySetResult(e.Message);
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => _stop.Value.Wait(TimeSpan.FromSeconds(10));

    private void Stop()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        var log = "";
        try
        {
            using (var stopped = PgCtl("stop", "-m", "fast"))
                stopped.WaitForExit();
            if (File.Exists(_plan.Directory.Log))
                log = File.ReadAllText(_plan.Directory.Log);
            Directory.Delete(_plan.Directory.Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            _plan.Logger.DirectoryLeft(e, _plan.Directory.Path);
        }

        _ended.TrySetResult(log);
    }

    // Not redirected: the server inherits pg_ctl's handles, and a reader would wait for the server's end.
    private Process PgCtl(string command, params IEnumerable<string> more)
    {
        var startInfo = ServerAccount.Current.StartInfo(
            PostgresInstallation.Executable(_plan.Installation.BinDirectory, "pg_ctl"), [command, "-s", "-w", "-D", _plan.Directory.Data, .. more]);
        startInfo.CreateNoWindow = true;
        return Process.Start(startInfo) ?? throw new InvalidOperationException("pg_ctl was not started.");
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var directory in Directory.EnumerateDirectories(source))
            Copy(directory, Path.Combine(target, Path.GetFileName(directory)));
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }
}
