using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>
/// A freshly initialised data directory, and a mirror of the installation, to copy for each cluster: a copy takes a tenth of
/// the time of <c>initdb</c>. Kept per user and per set of binaries, also when the machine restarts: it is on the disk before it gets its name.
/// </summary>
internal static class ClusterTemplate
{
    private static readonly TimeSpan KeepUnused = TimeSpan.FromDays(14);

    // PostgreSQL looks for its share directory relative to the real path of its executable. So a copy of the executable (not a
    // link, which it would follow) below a directory of ours reads the extensions that we put beside it; all else is links.
    private const string MirrorScript = """
        set -e
        umask 077
        mirror=$1 bin=$2 share=$3 lib=$4
        mkdir -p "$mirror$bin" "$mirror$share/extension"
        cp "$bin/postgres" "$mirror$bin/postgres"
        near=$(dirname "$bin")/lib
        if [ -d "$near" ] && [ ! -e "$mirror$near" ]; then ln -s "$near" "$mirror$near"; fi
        if [ ! -e "$mirror$lib" ]; then mkdir -p "$(dirname "$mirror$lib")"; ln -s "$lib" "$mirror$lib"; fi
        ln -s "$share"/extension/* "$mirror$share/extension/"
        for entry in "$share"/*; do
            if [ "$entry" != "$share/extension" ]; then ln -s "$entry" "$mirror$share/"; fi
        done
        "$mirror$bin/postgres" --version
        """;

    /// <summary>The template for these binaries, made first when there is none.</summary>
    /// <exception cref="PostgresStartException"><c>initdb</c> failed.</exception>
    public static async Task<string> GetAsync(PostgresInstallation installation, ILogger logger, CancellationToken cancellationToken)
    {
        var directory = UserCache.Directory("templates");
        if (await DirectoryTrust.RejectAsync(directory, cancellationToken).ConfigureAwait(false) is { } rejection)
        {
            throw new PostgresStartException($"Clusters start from templates in {directory}, and what is there may be somebody else's: {rejection}. "
                + "Take that right away and delete what is there, or choose another place with XDG_CACHE_HOME.", "");
        }
        var template = Path.Combine(directory, $"{installation.Version.Major}-{Fingerprint(installation)}");
        await using var held = await UserCache.LockAsync(
            Path.Combine(directory, $"{installation.Version.Major}.lock"), cancellationToken).ConfigureAwait(false);
        if (!Directory.Exists(template))
        {
            Prune(directory, logger);
            await CreateAsync(installation, template, logger, cancellationToken).ConfigureAwait(false);
        }

        Directory.SetLastWriteTimeUtc(template, DateTime.UtcNow);
        return template;
    }

    private static async Task CreateAsync(PostgresInstallation installation, string template, ILogger logger, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var account = ServerAccount.Current;
        var work = $"{template}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(work);
        try
        {
            if (account.UserName is { } user)
                await Command.RunAsync(new ProcessStartInfo("chown", [user, work]), cancellationToken).ConfigureAwait(false);

            var initdb = await Command.RunAsync(account.StartInfo(
                PostgresInstallation.Executable(installation.BinDirectory, "initdb"),
                "-D", Path.Combine(work, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"), cancellationToken).ConfigureAwait(false);
            if (initdb.ExitCode != 0)
                throw new PostgresStartException($"initdb in {installation.BinDirectory} ended with {initdb.ExitCode}.", initdb.Output);

            if (installation.Version.Major >= 18)
            {
                var made = OperatingSystem.IsWindows()
                    ? new CommandResult(Directory.CreateDirectory(Path.Combine(work, "share", "extension")).Exists ? 0 : 1, "")
                    : await Command.RunAsync(account.StartInfo("mkdir", "-p", Path.Combine(work, "share", "extension")), cancellationToken).ConfigureAwait(false);
                if (made.ExitCode != 0)
                    throw new PostgresStartException($"The extension directory could not be made in {work}.", made.Output);
            }
            else if (!OperatingSystem.IsWindows() && await installation.FindLibDirectoryAsync(cancellationToken).ConfigureAwait(false) is { } lib)
            {
                await MirrorAsync(installation, lib, work, logger, cancellationToken).ConfigureAwait(false);
            }

            if (OperatingSystem.IsLinux())
                await SyncAsync(work, cancellationToken).ConfigureAwait(false);
            Directory.Move(work, template);
            logger.TemplateInitialised(installation.Version, template, clock.ElapsedMilliseconds);
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    // One command for all files; where it knows no -f, it syncs everything there is.
    private static async Task SyncAsync(string directory, CancellationToken cancellationToken)
    {
        var synced = await Command.RunAsync(new ProcessStartInfo("/bin/sh", ["-c", "sync -f \"$0\" 2>/dev/null || sync", directory]), cancellationToken).ConfigureAwait(false);
        if (synced.ExitCode != 0)
            throw new PostgresStartException($"The template in {directory} could not be written to the disk.", synced.Output);
    }

    private static async Task MirrorAsync(
        PostgresInstallation installation, string lib, string work, ILogger logger, CancellationToken cancellationToken)
    {
        var mirror = Path.Combine(work, "root");
        var mirrored = await Command.RunAsync(ServerAccount.Current.StartInfo("/bin/sh",
            "-c", MirrorScript, "sh", mirror, installation.BinDirectory, installation.ShareDirectory, lib), cancellationToken).ConfigureAwait(false);
        if (mirrored.ExitCode == 0)
            return;

        // The server runs without; only the extension directory is then not ours to write.
        logger.MirroringFailed(installation.BinDirectory, CommandResult.LastLines(mirrored.Output, 5));
        if (Directory.Exists(mirror))
            Directory.Delete(mirror, recursive: true);
    }

    private static string Fingerprint(PostgresInstallation installation)
    {
        var server = new FileInfo(PostgresInstallation.Executable(installation.BinDirectory, "postgres"));
        string[] parts =
        [
            "2", server.FullName, $"{server.Length}", $"{server.LastWriteTimeUtc.Ticks}", ServerAccount.Current.UserName ?? "",
            $"{installation.Version}", installation.ShareDirectory,
            $"{Directory.GetLastWriteTimeUtc(Path.Combine(installation.ShareDirectory, "extension")).Ticks}",
        ];
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16].ToLowerInvariant();
    }

    private static void Prune(string directory, ILogger logger)
    {
        foreach (var old in Directory.EnumerateDirectories(directory))
        {
            if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(old) < KeepUnused)
                continue;
            try
            {
                Directory.Delete(old, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                logger.OldTemplateStays(e, old);
            }
        }
    }
}
