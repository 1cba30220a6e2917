using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Finds installed server binaries. What it looks at can be replaced, so that it can be tested on any machine.</summary>
internal sealed class PostgresLocator
{
    private static readonly string[] WellKnown = OperatingSystem.IsWindows()
        ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
        : [
            "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*", "/usr/local/pgsql/bin",
            "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin", "/opt/local/lib/postgresql*/bin",
            "/Applications/Postgres.app/Contents/Versions/*/bin",
        ];

    private readonly List<string> _tried = [];

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public IReadOnlyList<string> Patterns { get; init; } = WellKnown;

    /// <summary>What was looked at and why it did not qualify, for the error message.</summary>
    public IReadOnlyList<string> Tried => _tried;

    /// <summary>The binaries that the options ask for; null when none are installed.</summary>
    /// <exception cref="PostgresNotFoundException">A directory was named, in the options or the environment, and does not qualify.</exception>
    public async Task<PostgresInstallation?> FindAsync(
        int? major, string? binDirectory, ILogger logger, CancellationToken cancellationToken)
    {
        if (binDirectory is not null)
            return await RequireAsync(binDirectory, major, $"{nameof(PostgresClusterOptions)}.{nameof(PostgresClusterOptions.BinDirectory)}", cancellationToken).ConfigureAwait(false);

        if (Variable(PostgresInstallation.BinVariable) is { Length: > 0 } named)
        {
            // Another major than the one asked for is no mistake: a suite may run over several of them.
            var found = await RequireAsync(named, null, $"the environment variable {PostgresInstallation.BinVariable}", cancellationToken).ConfigureAwait(false);
            if (major is null || found.Version.Major == major)
                return found;
            _tried.Add($"{named} ({PostgresInstallation.BinVariable}): PostgreSQL {found.Version} is not version {major}");
        }

        var qualified = new List<PostgresInstallation>();
        var candidates = await CandidatesAsync(cancellationToken).ConfigureAwait(false);
        var verdicts = await Task.WhenAll(candidates.Select(directory => PostgresInstallation.ProbeAsync(directory, major, cancellationToken))).ConfigureAwait(false);
        foreach (var (directory, (installation, rejection)) in candidates.Zip(verdicts))
        {
            if (installation is not null)
            {
                qualified.Add(installation);
                logger.BinariesQualify(directory, installation.Version);
                continue;
            }

            _tried.Add($"{directory}: {rejection}");
            logger.BinariesRejected(directory, rejection);
        }

        return qualified.MaxBy(installation => installation.Version);
    }

    private static async Task<PostgresInstallation> RequireAsync(string directory, int? major, string namedBy, CancellationToken cancellationToken)
    {
        var (installation, rejection) =
            await PostgresInstallation.ProbeAsync(Path.GetFullPath(directory), major, cancellationToken).ConfigureAwait(false);
        return installation ?? throw new PostgresNotFoundException(
            $"The PostgreSQL binaries named by {namedBy} cannot be used: {directory} {rejection}." + Environment.NewLine + InstallAdvice.Text(major));
    }

    private async Task<IReadOnlyList<string>> CandidatesAsync(CancellationToken cancellationToken)
    {
        var path = (Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = path.Where(PostgresInstallation.HoldsServer).ToList();
        _tried.Add($"initdb and postgres on PATH: {(found.Count == 0 ? "none" : string.Join(", ", found))}");

        var pgConfig = path.Select(directory => PostgresInstallation.Executable(directory, "pg_config")).FirstOrDefault(File.Exists);
        if (pgConfig is null)
        {
            _tried.Add("pg_config --bindir: no pg_config on PATH");
        }
        else
        {
            var told = await Command.RunAsync(ServerAccount.Current.StartInfo(pgConfig, "--bindir"), cancellationToken).ConfigureAwait(false);
            var directory = told.Output.Trim();
            if (told.ExitCode == 0 && PostgresInstallation.HoldsServer(directory))
                found.Add(directory);
            else
                _tried.Add($"pg_config --bindir: no server in {directory}");
        }

        foreach (var pattern in Patterns)
        {
            var matches = Expand(pattern).Where(PostgresInstallation.HoldsServer).ToList();
            if (matches.Count == 0)
                _tried.Add($"{pattern}: none");
            found.AddRange(matches);
        }

        return found.Distinct(StringComparer.Ordinal).ToList();
    }

    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return [pattern];

        var start = pattern.LastIndexOfAny(['/', '\\'], star);
        var end = pattern.IndexOfAny(['/', '\\'], star);
        var parent = pattern[..start];
        var name = end < 0 ? pattern[(start + 1)..] : pattern[(start + 1)..end];
        var rest = end < 0 ? "" : pattern[(end + 1)..];
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, name).Select(directory => Path.Combine(directory, rest))
            : [];
    }
}
