namespace PgLambda.Testing;

/// <summary>The per-user directory for what outlives a process: unpacked binaries and initialised templates.</summary>
internal static class UserCache
{
    private const UnixFileMode WorldReadable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute |
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static string Root { get; } = FindRoot();

    /// <summary>Creates a directory below the cache; readable by all when the server runs as another user.</summary>
    public static string Directory(string name)
    {
        var path = Path.Combine(Root, name);
        // Whatever the umask says, others shall not write here.
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(path);
        else
            System.IO.Directory.CreateDirectory(path, WorldReadable);
        if (!OperatingSystem.IsWindows() && ServerAccount.Current.UserName is not null)
        {
            File.SetUnixFileMode(Root, WorldReadable);
            File.SetUnixFileMode(path, WorldReadable);
        }

        return path;
    }

    /// <summary>Waits for the only lock on <paramref name="path"/> among all processes; it ends with the process at the latest.</summary>
    public static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeldByAnother(e))
            {
                await Task.Delay(20, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // EWOULDBLOCK on Linux and macOS; sharing and lock violation on Windows.
    private static bool IsHeldByAnother(IOException e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xFFFF) is 32 or 33
        : e.HResult is 11 or 35;

    private static string FindRoot()
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "pglambda");

        // Root's own home is closed to the user that the server runs as.
        if (ServerAccount.Current.UserName is not null)
            return OperatingSystem.IsMacOS() ? "/Library/Caches/pglambda" : "/var/cache/pglambda";

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "pglambda");
    }
}
