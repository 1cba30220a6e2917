using Npgsql;

namespace PgLambda.Testing;

/// <summary>A database made for one <see cref="LocalLambda"/>, and dropped with it.</summary>
internal static class PrivateDatabase
{
    /// <summary>Creates the database, with a comment when one is given; false when it exists already.</summary>
    public static async Task<bool> CreateAsync(string serverConnectionString, string name, string? template, string? comment, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Unpooled(serverConnectionString));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        // Asked first: whoever may use the database that is there may lack the right to create one.
        await using (var exists = new NpgsqlCommand("SELECT true FROM pg_database WHERE datname = $1", connection))
        {
            exists.Parameters.Add(new NpgsqlParameter { Value = name });
            if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true)
                return false;
        }
        try
        {
            await ExecuteAsync(connection, $"CREATE DATABASE {Quote(name)}{(template is null ? "" : " TEMPLATE " + Quote(template))}", cancellationToken).ConfigureAwait(false);
            // PostgreSQL creates no database in a transaction: a kill between the two leaves one without owner, which nobody dares to drop.
            if (comment is not null)
                await ExecuteAsync(connection, $"COMMENT ON DATABASE {Quote(name)} IS '{comment.Replace("'", "''")}'", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            return false;
        }
    }

    /// <summary>Drops the database, and ends the sessions that still use it.</summary>
    public static async Task DropAsync(string serverConnectionString, string name, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Unpooled(serverConnectionString));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        // DROP DATABASE … WITH (FORCE) came with PostgreSQL 13 only.
        await ExecuteAsync(connection, $"ALTER DATABASE {Quote(name)} WITH ALLOW_CONNECTIONS false", cancellationToken).ConfigureAwait(false);
        await using (var terminate = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1", connection))
        {
            terminate.Parameters.Add(new NpgsqlParameter { Value = name });
            await terminate.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        // The server itself waits up to five seconds for sessions that are ending.
        await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {Quote(name)}", cancellationToken).ConfigureAwait(false);
    }

    public static string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"") + "\"";

    /// <summary>Leaves no idle connection behind on the maintenance database, which may be a template.</summary>
    public static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
