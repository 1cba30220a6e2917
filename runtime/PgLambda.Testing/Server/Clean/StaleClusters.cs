using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Removes what is left of clusters whose process, and watchdog, were killed.</summary>
internal static class StaleClusters
{
    // A pid from a file is only signalled when that process works in this very data directory, where every postmaster stays.
    private const string Cleaner = """
        data=$1/data
        serves() {
            [ -n "$pid" ] || return 1
            if [ -d /proc/self ]; then [ "$(readlink "/proc/$pid/cwd")" = "$data" ]
            else ps -o command= -p "$pid" | grep -qF -- "-D $data"; fi
        }
        pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null)
        case $pid in *[!0-9]*) pid= ;; esac
        for signal in INT QUIT KILL; do
            serves || break
            kill -$signal "$pid"
            tries=0
            while [ $tries -lt 60 ] && serves; do sleep 0.05; tries=$((tries + 1)); done
        done
        rm -rf "$1"
        """;

    public static async Task CleanAsync(PostgresInstallation installation, ILogger logger, CancellationToken cancellationToken)
    {
        foreach (var directory in ClusterDirectory.All().ToList())
        {
            try
            {
                if (!directory.Owner.IsDead(Directory.GetLastWriteTimeUtc(directory.Path)))
                    continue;

                var clock = Stopwatch.StartNew();
                var failure = OperatingSystem.IsWindows()
                    ? await CleanWindowsAsync(installation, directory, cancellationToken).ConfigureAwait(false)
                    : await CleanUnixAsync(directory, cancellationToken).ConfigureAwait(false);
                logger.DirectoryCleaned(directory.Path, directory.Owner.Id, clock.ElapsedMilliseconds, failure);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
            {
                // Another user's, or another process cleans it at the same time; neither is a reason not to start.
                logger.DirectoryStays(e, directory.Path);
            }
        }
    }

    // As the owner of the directory, who can reach its server and no more than its own files, also when root cleans.
    private static async Task<string> CleanUnixAsync(ClusterDirectory directory, CancellationToken cancellationToken)
    {
        var account = ServerAccount.Current;
        if (account.UserName is not null)
        {
            string[] format = OperatingSystem.IsLinux() ? ["-c", "%U"] : ["-f", "%Su"];
            var owner = await Command.RunAsync(new ProcessStartInfo("stat", [.. format, directory.Path]), cancellationToken).ConfigureAwait(false);
            account = ServerAccount.For(owner.Output.Trim());
        }

        var cleaned = await Command.RunAsync(
            account.StartInfo("/bin/sh", "-c", Cleaner, "pglambda-cleaner", directory.Path), cancellationToken).ConfigureAwait(false);
        return cleaned.Output.Trim();
    }

    private static async Task<string> CleanWindowsAsync(PostgresInstallation installation, ClusterDirectory directory, CancellationToken cancellationToken)
    {
        // pg_ctl checks by itself that the process in postmaster.pid is a server; without one it fails, and that is fine.
        var stopped = await Command.RunAsync(ServerAccount.Current.StartInfo(
            PostgresInstallation.Executable(installation.BinDirectory, "pg_ctl"), "stop", "-s", "-w", "-m", "fast", "-D", directory.Data), cancellationToken).ConfigureAwait(false);
        Directory.Delete(directory.Path, recursive: true);
        return stopped.ExitCode == 0 ? "" : stopped.Output.Trim();
    }
}
