using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PgLambda.SharedTests;

/// <summary>A client program of PostgreSQL, as users have it: psql, pg_dump.</summary>
internal static partial class ClientProgram
{
    /// <summary>Where the program is: on PATH, or beside the servers that Debian installs. The newest first.</summary>
    public static string Find(string name)
    {
        var beside = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var major) ? major : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return beside.Concat(onPath).Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{name} is missing, and these tests need it: apt-get install postgresql-client, brew install libpq, dnf install postgresql.");
    }

    /// <summary>The major version that the program says.</summary>
    public static async Task<int> MajorAsync(string program) =>
        int.Parse(Major().Match((await RunAsync(program, null, null, "--version")).Output).Groups[1].Value);

    /// <summary>Runs it against a database, with a text as its standard input; gives what it printed to both outputs.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, Npgsql.NpgsqlConnectionStringBuilder? database, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (database is not null)
        {
            start.Environment["PGHOST"] = database.Host;
            start.Environment["PGPORT"] = $"{database.Port}";
            start.Environment["PGUSER"] = database.Username;
            start.Environment["PGDATABASE"] = database.Database;
        }
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [GeneratedRegex(@"\) (\d+)")]
    private static partial Regex Major();
}
