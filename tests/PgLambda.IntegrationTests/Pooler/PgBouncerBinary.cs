using System.Diagnostics;
using System.Text;

namespace PgLambda.IntegrationTests.Pooler;

/// <summary>The program <c>pgbouncer</c> of this machine, installed if need be. Without it tests fail: none is skipped.</summary>
internal static class PgBouncerBinary
{
    // More than all steps of the script may take, so that it ends in order.
    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(11);

    private static readonly Lazy<Task<string>> Located = new(FindOrInstallAsync);

    /// <exception cref="InvalidOperationException">There is none, and it cannot be installed.</exception>
    public static Task<string> LocateAsync() => Located.Value;

    private static async Task<string> FindOrInstallAsync()
    {
        if (Find() is { } found)
            return found;
        var output = OperatingSystem.IsLinux() ? await InstallAsync() : "It is installed for you on Linux only.";
        return Find() ?? throw new InvalidOperationException(
            "PgBouncer is neither on PATH nor in /usr/sbin, and these tests need it. Install it (Debian, Ubuntu: apt-get install pgbouncer; "
            + $"Fedora: dnf install pgbouncer; macOS: brew install pgbouncer). Installing it here ended with: {output}");
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .Select(directory => Path.Combine(directory, "pgbouncer")).FirstOrDefault(File.Exists);

    /// <returns>What was printed.</returns>
    private static async Task<string> InstallAsync()
    {
        var script = Repository.PathOf(".ci/install-pgbouncer");
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", "exec bash \"$0\" </dev/null 2>&1", script])
        {
            RedirectStandardOutput = true,
        })!;
        var output = new StringBuilder();
        using var limit = new CancellationTokenSource(InstallTime);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
                output.AppendLine(line);
            await process.WaitForExitAsync(limit.Token);
            output.Append("exit code ").Append(process.ExitCode);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            output.Append("no end after ").Append(InstallTime);
        }
        return output.ToString();
    }
}
