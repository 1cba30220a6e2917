using System.ComponentModel;
using Npgsql;

namespace PgLambda.CompilerServices;

/// <summary>Where a generated client's connections come from. Not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaConnector
{
    private readonly NpgsqlDataSource? _dataSource;
    private readonly NpgsqlConnection? _connection;
    private readonly NpgsqlTransaction? _transaction;

    /// <summary>Takes a connection from the data source for each call.</summary>
    public LambdaConnector(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _dataSource = dataSource;
    }

    /// <summary>Runs on the caller's connection, inside its transaction; a closed connection is opened for the call and closed after it.</summary>
    public LambdaConnector(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>A connection for one call.</summary>
    public async ValueTask<LambdaSession> OpenAsync(CancellationToken cancellationToken)
    {
        // Dapper opens a closed connection and closes it with the reader.
        if (_connection is not null)
            return new LambdaSession(_connection, _transaction, owned: false);
        var connection = await _dataSource!.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return new LambdaSession(connection, transaction: null, owned: true);
    }
}
