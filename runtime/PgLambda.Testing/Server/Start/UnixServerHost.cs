using System.Diagnostics;

namespace PgLambda.Testing;

/// <summary>
/// A server below a watchdog: a shell that reads from a pipe whose other end only this process holds. However this process
/// ends, the kernel closes the pipe, and the watchdog stops the server and removes the directory.
/// </summary>
internal sealed class UnixServerHost : ServerHost
{
    // It ignores what a terminal or a process manager sends to everyone; the end of the pipe alone counts. Without setsid,
    // "set -m" gives the server its own process group, so that Ctrl+C does not reach it. PIPE: nobody may be left to read the log.
    // The end may come while the server has not set up its signal handlers yet; so it is told again until it is gone.
    private static readonly string[] Setsid = ["/usr/bin/setsid", "/bin/setsid"];

    private const string Watchdog = """
        trap '' INT HUP TERM PIPE
        exec 3<&0 </dev/null
        umask 077
        dir=$1 template=$2 bin=$3 port=$4 conf=$5
        remove() { rm -rf "$dir" || { sleep 1; rm -rf "$dir"; }; }
        if ! { mkdir "$dir" && cp -RP "$template/." "$dir" && printf '%s\n' "$conf" >>"$dir/data/postgresql.conf"; }; then
            remove
            exit 1
        fi
        server=$dir/root$bin/postgres
        "$server" --version >/dev/null 2>&1 || server=$bin/postgres
        command -v setsid >/dev/null || set -m
        "$server" -D "$dir/data" -p "$port" >"$dir/log" 2>&1 3<&- &
        server=$!
        stop() {
            stopping=yes
            tries=0
            while kill -0 $server 2>/dev/null; do
                signal=INT
                [ $tries -lt 200 ] || signal=QUIT
                [ $tries -lt 300 ] || signal=KILL
                kill -$signal $server 2>/dev/null
                sleep 0.02 || sleep 1
                tries=$((tries + 1))
            done
        }
        trap stop USR1
        (while read -r ignored; do :; done; kill -USR1 $$) <&3 >/dev/null 2>&1 &
        reader=$!
        exec 3<&-
        wait $server
        status=$?
        if [ -n "$stopping" ]; then
            wait $server
            status=$?
        else
            kill -KILL $reader
        fi
        echo "postgres ended with $status"
        tail -n 40 "$dir/log"
        remove
        """;

    private readonly string _directory;
    private readonly Process _watchdog;
    private readonly Task<string> _ended;

    public UnixServerHost(ServerPlan plan)
    {
        _directory = plan.Directory.Path;
        string[] command =
        [
            "/bin/sh", "-c", Watchdog, "pglambda-watchdog",
            plan.Directory.Path, plan.Template, plan.Installation.BinDirectory, $"{plan.Port}", plan.Configuration,
        ];

        // Its own session where that is possible, out of reach of the terminal's signals.
        var setsid = Setsid.FirstOrDefault(File.Exists);
        var startInfo = ServerAccount.Current.StartInfo(setsid ?? command[0], setsid is null ? command[1..] : command);
        startInfo.RedirectStandardInput = true;
        startInfo.RedirectStandardOutput = true;
        startInfo.RedirectStandardError = true;
        startInfo.UseShellExecute = false;
        _watchdog = Process.Start(startInfo) ?? throw new InvalidOperationException("The watchdog was not started.");
        _ended = ReadToEndAsync();
    }

    public override Task<string> Ended => _ended;

    public override async Task StopAsync()
    {
        _watchdog.StandardInput.Close();
        await _ended.ConfigureAwait(false);

        // As root we may have made directories in it that the server's user cannot empty.
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    private async Task<string> ReadToEndAsync()
    {
        var errors = _watchdog.StandardError.ReadToEndAsync();
        var output = await _watchdog.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        output += await errors.ConfigureAwait(false);
        await _watchdog.WaitForExitAsync().ConfigureAwait(false);
        return output;
    }
}
