using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PgLambda.Testing;

/// <summary>
/// Databases that killed processes have left on an existing server. A comment on each tells which process owns it; the next start
/// on the same server drops those whose owner is gone.
/// </summary>
internal static class LeftoverDatabases
{
    private const string Mark = "pglambda.testing";
    private static readonly TimeSpan ForeignLifetime = TimeSpan.FromDays(1);

    // Only what the role may drop, and what nobody uses: a session may belong to somebody who looks for the reason of a crash.
    private const string Candidates = """
        SELECT d.datname, shobj_description(d.oid, 'pg_database')
        FROM pg_database AS d
        WHERE d.datname LIKE 'pglambda\_%' AND NOT d.datistemplate AND pg_has_role(d.datdba, 'MEMBER')
            AND shobj_description(d.oid, 'pg_database') LIKE $1 || ' %'
            AND NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.datid = d.oid)
        """;

    /// <summary>The comment for a database of this process.</summary>
    public static string OwnMark => Describe(Owner(ProcessIdentity.Current), DateTimeOffset.UtcNow);

    /// <summary>The comment for a database of any process.</summary>
    public static string Describe(ProcessIdentity owner, DateTimeOffset created) =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark} {owner.Scope} {owner.Id} {owner.Start} {created.ToUnixTimeSeconds()}");

    /// <summary>Drops what ended processes have left.</summary>
    public static async Task DropAsync(string serverConnectionString, ILogger logger, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(PrivateDatabase.Unpooled(serverConnectionString));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in await FindAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {PrivateDatabase.Quote(name)}", connection);
                await drop.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                logger.LeftoverDropped(name);
            }
            catch (PostgresException error)
            {
                // In use after all, or another process drops it at the same time: no reason not to start.
                logger.LeftoverStays(name, error.MessageText);
            }
        }
    }

    private static async Task<List<string>> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await using var command = new NpgsqlCommand(Candidates, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Mark });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (IsLeftover(reader.GetString(1)))
                found.Add(reader.GetString(0));
        }
        return found;
    }

    private static bool IsLeftover(string comment)
    {
        var parts = comment.Split(' ');
        if (parts.Length != 5
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var created))
        {
            return false;
        }
        // Whether a process of another machine, container or boot still runs cannot be seen from here; a test run takes no day.
        return parts[1] == Owner(ProcessIdentity.Current).Scope
            ? new ProcessIdentity(ProcessIdentity.Current.Scope, id, parts[3]).IsDead(DateTime.UtcNow)
            : DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(created) > ForeignLifetime;
    }

    // Unlike a directory, a server is shared by machines: where the scope does not tell them apart, their name has to.
    private static ProcessIdentity Owner(ProcessIdentity process) => OperatingSystem.IsLinux() ? process : process with
    {
        Scope = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8].ToLowerInvariant(),
    };
}
