using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>A caller's connection, and the session that it had when the client was made.</summary>
internal sealed class CallerSession
{
    private readonly LambdaConnection _caller;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction? _transaction;
    private readonly SessionCounter _sessions;
    private readonly int? _session;

    public CallerSession(LambdaConnection connection, NpgsqlTransaction? transaction)
    {
        _caller = connection;
        _connection = connection.Connection ?? throw new ArgumentNullException(nameof(connection));
        if (transaction is not null && !ReferenceEquals(transaction.Connection, _connection))
            throw new ArgumentException("The transaction belongs to another connection.", nameof(transaction));
        _transaction = transaction;
        _sessions = SessionCounter.Of(_connection);
        _session = _connection.State == ConnectionState.Open ? _sessions.Opened : null;
    }

    public NpgsqlTransaction? Transaction => _transaction;

    /// <summary>The connection for one call, and whether it is to be opened for it.</summary>
    /// <exception cref="LambdaConnectionException">The session, or the transaction, has ended, or the connection's owner refuses.</exception>
    public (NpgsqlConnection Connection, bool MustOpen) Take(LambdaOperation operation)
    {
        if (_caller.Refuse?.Invoke() is { } why)
            throw SessionErrors.Refused(operation.AsFailed, why);
        var isOpen = _connection.State == ConnectionState.Open;
        // Broken: somebody had opened it, and what he had set up there is gone.
        if (_session is not null && (!isOpen || _sessions.Opened != _session) || _connection.FullState.HasFlag(ConnectionState.Broken))
            throw SessionErrors.Ended(operation.AsFailed);
        if (_transaction is not null && HasEnded(_transaction))
            throw SessionErrors.TransactionEnded(operation.AsFailed);
        return (_connection, !isOpen);
    }

    /// <summary>Opens the connection, as its owner does.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => _caller.Open is { } open ? open(cancellationToken) : _connection.OpenAsync(cancellationToken);

    /// <summary>Closes the connection, as its owner does.</summary>
    public Task CloseAsync() => _caller.Close is { } close ? close() : _connection.CloseAsync();

    // Npgsql has no property for it; this one cannot be read of a transaction that has ended. It can, while a later one is under way on the connection: Npgsql uses
    // the same object for it, and nothing public tells the two apart.
    private static bool HasEnded(NpgsqlTransaction transaction)
    {
        try
        {
            _ = transaction.IsolationLevel;
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>Counts how often a connection has been opened: one number a session. One for each connection, however many clients it has.</summary>
    private sealed class SessionCounter
    {
        private static readonly ConditionalWeakTable<NpgsqlConnection, SessionCounter> Counters = [];

        private int _opened;

        public int Opened => Volatile.Read(ref _opened);

        public static SessionCounter Of(NpgsqlConnection connection) => Counters.GetValue(connection, static connection =>
        {
            var counter = new SessionCounter();
            connection.StateChange += (_, change) =>
            {
                if (change.CurrentState == ConnectionState.Open)
                    Interlocked.Increment(ref counter._opened);
            };
            return counter;
        });
    }
}
