using System.Diagnostics;
using System.Globalization;

namespace PgLambda.Testing;

/// <summary>Whether nobody but this user, and root, could have put something into a directory.</summary>
internal static class DirectoryTrust
{
    private const int WritableByOthers = 0b000_010_010;
    private const int Sticky = 0b1_000_000_000;

    // User and mode of the directory and of each one above it, links resolved; the first line is who asks.
    private const string Look = """
        id -u
        cd -P -- "$1" || exit 1
        path=$(pwd -P)
        while :; do
            case $(uname) in Linux) stat -c '%u %f' "$path" ;; *) stat -f '%u %Xp' "$path" ;; esac || exit 1
            printf '%s\n' "$path"
            [ "$path" = / ] && break
            path=$(dirname "$path")
        done
        """;

    /// <summary>Why the directory cannot be trusted; null when it can, and on Windows, where the user's profile is closed to others.</summary>
    public static async Task<string?> RejectAsync(string directory, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var looked = await Command.RunAsync(new ProcessStartInfo("/bin/sh", ["-c", Look, "pglambda", directory]), cancellationToken).ConfigureAwait(false);
        var lines = looked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (looked.ExitCode != 0 || lines.Length < 3)
            return $"who may write there cannot be seen ({looked.Output.Trim()})";
        var self = lines[0];
        for (var i = 1; i + 1 < lines.Length; i += 2)
        {
            var (owner, mode, path) = (lines[i].Split(' ')[0], int.Parse(lines[i].Split(' ')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), lines[i + 1]);
            if (owner != self && owner != "0")
                return $"{path} belongs to the user with the id {owner}";
            // Above the directory, a sticky bit keeps others from replacing what is not theirs.
            if ((mode & WritableByOthers) != 0 && (i == 1 || (mode & Sticky) == 0))
                return $"{path} can be written by others";
        }
        return null;
    }
}
