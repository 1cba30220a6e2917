using Npgsql;
using NpgsqlTypes;

namespace PgLambda.Testing;

/// <summary>The row by which a database finds the listener.</summary>
internal sealed record EndpointRow(string Link, string Host, int Port, ListenerSecrets Secrets, string ErrorCode, string UnreachableDetail)
{
    public async Task SetAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pglambda_standin.set_endpoint($1, $2, $3, $4, $5, $6, $7)", connection);
        foreach (var value in (ReadOnlySpan<object>)[Link, Host, Port, Secrets.Password, Secrets.Signing, ErrorCode, UnreachableDetail])
            command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = value is int ? NpgsqlDbType.Integer : NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the row away, unless another stand-in has put its own there since.</summary>
    public async Task ClearAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pglambda_standin.clear_endpoint($1)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Link });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the database dial the listener once.</summary>
    /// <exception cref="InvalidOperationException">It does not get through.</exception>
    public async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pglambda_standin.ping()", connection);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error)
        {
            throw new InvalidOperationException(
                $"The database server cannot reach the listener of the aws_lambda stand-in at {Host}:{Port}. Where the server runs elsewhere, in a container for example, "
                + $"set LocalLambdaOptions.ListenAddress to an address that it can reach, and HostAddressForDatabase to that address as the server sees it. ({error.MessageText} {error.Detail})", error);
        }
    }
}
