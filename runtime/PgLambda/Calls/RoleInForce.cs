using System.Data;
using Npgsql;

namespace PgLambda;

/// <summary>
/// The role whose privileges a failed call was checked against: after <c>SET ROLE</c>, or with a role from the connection's options, it is not the one that
/// logged in, and a GRANT to the latter would not help.
/// </summary>
internal static class RoleInForce
{
    /// <returns>The role; null where the error is about something else, or nobody can be asked any more.</returns>
    public static async ValueTask<string?> FindAsync(NpgsqlConnection connection, NpgsqlException exception, CancellationToken cancellationToken)
    {
        if (exception is not PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } || connection.State != ConnectionState.Open)
            return null;
        try
        {
            await using var command = new NpgsqlCommand("SELECT current_user::pg_catalog.text", connection);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string;
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            // In a transaction, the error has ended all questions.
            return null;
        }
    }
}
