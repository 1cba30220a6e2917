using System.Diagnostics;

namespace PgLambda.Testing;

/// <summary>The user that server commands run as. PostgreSQL refuses to run as root, so root hands over to another user.</summary>
internal sealed class ServerAccount
{
    private ServerAccount(string? userName) => UserName = userName;

    /// <summary>The user to switch to; null when commands run as the current user.</summary>
    public string? UserName { get; }

    public static ServerAccount Current { get; } = new(
        !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? FindUnprivilegedUser() : null);

    /// <summary>Another user than this account's, which only root can become.</summary>
    public static ServerAccount For(string userName) => new(userName);

    /// <summary>A start of <paramref name="fileName"/> as this user, with an environment that cannot change what PostgreSQL does.</summary>
    public ProcessStartInfo StartInfo(string fileName, params IEnumerable<string> arguments)
    {
        var startInfo = new ProcessStartInfo(fileName, arguments)
        {
            // The caller's directory may be closed to the other user.
            WorkingDirectory = OperatingSystem.IsWindows() ? Path.GetTempPath() : "/",
        };

        // PGDATA, PGSSLMODE, PGPASSFILE and the like would reach the server, and through dblink every connection it makes.
        foreach (var name in startInfo.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList())
            startInfo.Environment.Remove(name);
        startInfo.Environment["LC_ALL"] = "C";

        if (UserName is not null)
        {
            startInfo.UserName = UserName;
            startInfo.Environment.Remove("HOME");
        }

        return startInfo;
    }

    private static string FindUnprivilegedUser()
    {
        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToArray();
        return known.Contains("postgres") ? "postgres" : known.Contains("_postgres") ? "_postgres" : "nobody";
    }
}
