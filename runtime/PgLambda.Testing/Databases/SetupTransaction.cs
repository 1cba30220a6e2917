using System.Data.Common;
using Npgsql;

namespace PgLambda.Testing;

/// <summary>
/// What the stand-in does in a database as its owner: nothing that was set or made there beforehand gets a say. A failure leaves the connection usable.
/// </summary>
internal static class SetupTransaction
{
    /// <summary>Runs statements without parameters, which begin and commit a transaction themselves.</summary>
    public static async Task RunScriptAsync(NpgsqlConnection connection, string script, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, script, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await RollBackAsync(connection).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs one statement of the stand-in's own, once it is known that nobody else has put something in the place of what it calls.</summary>
    public static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, StandInScript.Begin + StandInScript.Owners, cancellationToken).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var parameter in parameters)
                command.Parameters.Add(parameter);
            var result = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, "COMMIT", cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (Exception)
        {
            await RollBackAsync(connection).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task RollBackAsync(NpgsqlConnection connection)
    {
        // A broken connection has no transaction any more, and its first failure is the one to tell.
        if (connection.State != System.Data.ConnectionState.Open)
            return;
        try
        {
            await ExecuteAsync(connection, "ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        catch (DbException)
        {
        }
    }
}
