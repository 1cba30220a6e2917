using System.Collections.Concurrent;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>
/// Prepares statements where that is safe. Behind a pooler in transaction mode, a statement's name belongs to whichever backend comes next, and
/// may be another application's statement there.
/// </summary>
/// <param name="isAskedFor">Whether the client's options ask for it.</param>
/// <param name="isAutomatic">Whether the connection string has Npgsql do it in any case.</param>
internal sealed class StatementPreparer(bool isAskedFor, bool isAutomatic)
{
    private const int MostSessions = 1_000;

    private readonly ConcurrentDictionary<(string? Host, int Port, int ProcessId), bool> _isDirect = new();

    /// <summary>Whether to prepare the statement of a call on this connection.</summary>
    /// <exception cref="LambdaConnectionException">Npgsql would prepare it in any case, and the statement might be another one.</exception>
    public async ValueTask<bool> DecideAsync(NpgsqlConnection connection, LambdaOperation operation, CancellationToken cancellationToken)
    {
        var isDirect = await IsDirectAsync(connection, cancellationToken).ConfigureAwait(false);
        if (isAutomatic && !isDirect)
            throw SessionErrors.PreparedBehindPooler(operation.AsFailed);
        return isAskedFor && isDirect;
    }

    // Whether a connection goes to the server itself, so that its statements are its own. Asked once a session.
    private async ValueTask<bool> IsDirectAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var session = (connection.Host, connection.Port, connection.ProcessID);
        if (_isDirect.TryGetValue(session, out var isDirect))
            return isDirect;
        await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_backend_pid()", connection);
        isDirect = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is int processId && processId == connection.ProcessID;
        // Sessions end without a word; what is forgotten is asked again.
        if (_isDirect.Count >= MostSessions)
            _isDirect.Clear();
        _isDirect[session] = isDirect;
        return isDirect;
    }

    /// <summary>Prepares the statement of a call. Sends nothing where the session has it.</summary>
    public static async Task PrepareAsync(NpgsqlConnection connection, string sql, CallParameters parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, parameters);
        await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the statement, which the server has lost, and prepares it again.</summary>
    public static async Task PrepareAgainAsync(NpgsqlConnection connection, string sql, CallParameters parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, parameters);
        await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await command.UnprepareAsync(cancellationToken).ConfigureAwait(false);
        await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, CallParameters parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        parameters.Bind(command);
        return command;
    }
}
