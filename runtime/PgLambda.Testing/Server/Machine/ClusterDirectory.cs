using System.Globalization;

namespace PgLambda.Testing;

/// <summary>
/// The directory of one running cluster. Its name tells which process owns it, so there is no moment at which it exists
/// without its owner being known.
/// </summary>
internal sealed record ClusterDirectory(string Path, ProcessIdentity Owner)
{
    private const string Prefix = "pglambda";

    public string Data => System.IO.Path.Combine(Path, "data");

    public string Log => System.IO.Path.Combine(Path, "log");

    /// <summary>Where cluster directories live: open to the user that the server runs as.</summary>
    public static string TemporaryRoot { get; } = MemoryRoot.Find() ?? DiskRoot;

    private static string DiskRoot => FindTemporaryRoot();

    public static ClusterDirectory New() => Named(ProcessIdentity.Current);

    public static ClusterDirectory Named(ProcessIdentity owner) => new(
        System.IO.Path.Combine(TemporaryRoot, $"{Prefix}-{owner.Scope}-{owner.Id}-{owner.Start}-{Guid.NewGuid().ToString("N")[..8]}"), owner);

    /// <summary>All cluster directories there are, of whatever process, also where this one would not put its own.</summary>
    public static IEnumerable<ClusterDirectory> All() =>
        new[] { DiskRoot, MemoryRoot.Location }.Distinct().Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root, Prefix + "-*")).Select(Parse).OfType<ClusterDirectory>();

    private static ClusterDirectory? Parse(string path)
    {
        var parts = System.IO.Path.GetFileName(path).Split('-');
        return parts.Length == 5 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new ClusterDirectory(path, new ProcessIdentity(parts[1], id, parts[3]))
            : null;
    }

    private static string FindTemporaryRoot()
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath());
        return OperatingSystem.IsWindows() || ServerAccount.Current.UserName is null || IsOpen(root) ? root : "/tmp";
    }

    private static bool IsOpen(string root)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(root) || (File.GetUnixFileMode(root) & UnixFileMode.OtherWrite) == 0)
            return false;
        for (var path = root; path is not null; path = System.IO.Path.GetDirectoryName(path))
        {
            if ((File.GetUnixFileMode(path) & UnixFileMode.OtherExecute) == 0)
                return false;
        }

        return true;
    }
}
