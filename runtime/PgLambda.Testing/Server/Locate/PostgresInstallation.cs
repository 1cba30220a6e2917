using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PgLambda.Testing;

/// <summary>A set of server binaries that qualifies: its directories are the real ones, with links resolved.</summary>
internal sealed partial record PostgresInstallation(string BinDirectory, string ShareDirectory, Version Version)
{
    public const int OldestMajor = 12;

    /// <summary>The major version to fetch, or to advise, where none is asked for.</summary>
    public const int DefaultMajor = 17;

    /// <summary>The environment variable that names a directory of binaries.</summary>
    public const string BinVariable = "PGLAMBDA_POSTGRES_BIN";

    public static string Executable(string directory, string name) =>
        Path.Combine(directory, OperatingSystem.IsWindows() ? name + ".exe" : name);

    public static bool HoldsServer(string directory) =>
        File.Exists(Executable(directory, "initdb")) && File.Exists(Executable(directory, "postgres"));

    /// <summary>Asks the binaries for their version and directories. Either the installation is given back, or why it does not qualify.</summary>
    public static async Task<(PostgresInstallation? Installation, string? Rejection)> ProbeAsync(
        string directory, int? major, CancellationToken cancellationToken)
    {
        if (!HoldsServer(directory))
            return (null, "does not hold both initdb and postgres");

        // "initdb --show" prints what it would use and stops; it knows every layout, also without pg_config.
        CommandResult shown;
        try
        {
            shown = await Command.RunAsync(
                ServerAccount.Current.StartInfo(Executable(directory, "initdb"), "--show", "-D", "unused"), cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            var user = ServerAccount.Current.UserName is { } name ? $" by the user '{name}', which the server runs as because PostgreSQL refuses root" : "";
            return (null, $"initdb cannot be run{user}: {e.Message}");
        }

        string? version = Shown("VERSION"), share = Shown("share_path"), bin = Shown("PGPATH");
        var number = VersionNumber().Match(version ?? "");
        if (!number.Success || share is null || bin is null)
            return (null, $"initdb --show ended with {shown.ExitCode}: {CommandResult.LastLines(shown.Output, 3)}");

        var parsed = new Version(
            int.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture),
            number.Groups[2].Success ? int.Parse(number.Groups[2].Value, CultureInfo.InvariantCulture) : 0);
        if (parsed.Major < OldestMajor)
            return (null, $"PostgreSQL {parsed} is older than {OldestMajor}");
        if (major is not null && parsed.Major != major)
            return (null, $"PostgreSQL {parsed} is not version {major}");
        if (!File.Exists(Path.Combine(share, "extension", "dblink.control")))
            return (null, $"PostgreSQL {parsed} lacks the extension dblink (package postgresql-contrib): no dblink.control in {Path.Combine(share, "extension")}");

        return (new PostgresInstallation(bin, share, parsed), null);

        string? Shown(string name) => shown.Output.Split('\n')
            .FirstOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();
    }

    /// <summary>The directory of the server's loadable modules; null when the layout is not known.</summary>
    public async Task<string?> FindLibDirectoryAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Executable(BinDirectory, "pg_config")))
        {
            var told = await Command.RunAsync(
                ServerAccount.Current.StartInfo(Executable(BinDirectory, "pg_config"), "--pkglibdir"), cancellationToken).ConfigureAwait(false);
            if (told.ExitCode == 0 && Directory.Exists(told.Output.Trim()))
                return told.Output.Trim();
        }

        var prefix = Path.GetDirectoryName(BinDirectory) ?? BinDirectory;
        string[] layouts = ["lib/postgresql", "lib", $"lib/postgresql{Version.Major}", $"lib/postgresql@{Version.Major}", "lib64/pgsql", "lib/pgsql", "lib64"];
        return layouts.Select(layout => Path.Combine(prefix, layout))
            .FirstOrDefault(path => Directory.Exists(path) && Directory.EnumerateFiles(path, "dblink.*").Any());
    }

    [GeneratedRegex(@"^(\d+)(?:\.(\d+))?")]
    private static partial Regex VersionNumber();
}
