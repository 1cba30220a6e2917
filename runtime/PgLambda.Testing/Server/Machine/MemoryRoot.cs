namespace PgLambda.Testing;

/// <summary>
/// A directory in memory for the clusters. Nothing of theirs is to last, and CREATE DATABASE, most of a test class's start, is a copy of files.
/// </summary>
internal static class MemoryRoot
{
    /// <summary>Where Linux has memory as files.</summary>
    public const string Location = "/dev/shm";

    // Far more than a cluster takes (40 MB), so that tests with much data, and their neighbours, do not run out.
    private const long EnoughBytes = 4L << 30;

    /// <returns>The directory, or null where there is none that fits, or the user has chosen one with TMPDIR.</returns>
    public static string? Find()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 })
            return null;
        try
        {
            return IsExecutableMemory() && new DriveInfo(Location).AvailableFreeSpace >= EnoughBytes && IsOpenToAll() ? Location : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A sandbox may hide either; the disk serves as well.
            return null;
        }
    }

    // A cluster runs a copy of the server from its own directory, which containers often forbid here (noexec).
    private static bool IsExecutableMemory() => File.ReadLines("/proc/mounts")
        .Select(line => line.Split(' '))
        .Any(fields => fields.Length > 3 && fields[1] == Location && fields[2] == "tmpfs" && !fields[3].Split(',').Contains("noexec"));

    private static bool IsOpenToAll() => OperatingSystem.IsLinux() && (File.GetUnixFileMode(Location) & UnixFileMode.OtherWrite) != 0;
}
