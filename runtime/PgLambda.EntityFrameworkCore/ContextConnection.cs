using System.Data;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace PgLambda;

/// <summary>A context's connection, for as long as it is the context's and the context its user's.</summary>
internal sealed class ContextConnection
{
    private readonly DbContext _context;
    private readonly DbContextId _lease;
    private readonly NpgsqlConnection _connection;
    private readonly Guid? _transactionId;

    public ContextConnection(DbContext context)
    {
        var database = context.Database;
        _context = context;
        _lease = context.ContextId;
        var connection = database.GetDbConnection();
        _connection = connection as NpgsqlConnection
            ?? throw new ArgumentException(
                $"The connection of {context.GetType().Name} is a {connection.GetType().FullName}: a client calls on Npgsql's own NpgsqlConnection, which UseNpgsql gives a context.", nameof(context));
        if (_connection.ConnectionString.Length == 0)
            throw new InvalidOperationException($"{context.GetType().Name} has no connection string: give it one, in UseNpgsql or with SetConnectionString, before a client is made on it.");
        _transactionId = database.CurrentTransaction?.TransactionId;
        if (_transactionId is null)
            Repair();
        // A transaction whose connection broke has nothing left to say; the connection has.
        else if (!IsBroken)
            Transaction = (NpgsqlTransaction)database.CurrentTransaction!.GetDbTransaction();
    }

    /// <summary>The context's transaction at the time; null for none.</summary>
    public NpgsqlTransaction? Transaction { get; }

    private bool IsBroken => _connection.FullState.HasFlag(ConnectionState.Broken);

    public LambdaConnection AsLambdaConnection() => new(_connection, OpenAsync, CloseAsync, Refuse);

    // A pool lends the same context, with the same connection, to the next one; and Npgsql the same transaction object.
    private string? Refuse()
    {
        var database = _context.Database;
        if (_context.ContextId != _lease)
            return $"the {_context.GetType().Name} that the client was made on was returned to its pool, and is somebody else's now. Make a client on the context that is in use.";
        if (!ReferenceEquals(database.GetDbConnection(), _connection))
            return $"{_context.GetType().Name} was given another connection after the client had been made on it. Make a new client.";
        if (_transactionId is not null && database.CurrentTransaction?.TransactionId != _transactionId)
            return $"the transaction of {_context.GetType().Name} that the client was made in has ended, and the call would run outside of it. Make a new client.";
        return null;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        // What an execution strategy has to say beside the failure itself: that it gave up, or that another strategy would try again.
        catch (Exception exception) when (exception is RetryLimitExceededException or InvalidOperationException && exception.InnerException is DbException or TimeoutException)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
        }
    }

    private async Task CloseAsync()
    {
        await _context.Database.CloseConnectionAsync().ConfigureAwait(false);
        Repair();
    }

    // A broken connection counts as closed for Entity Framework, which opens it again. For a client it does so once nobody can take it for the session that broke.
    private void Repair()
    {
        if (IsBroken)
            _connection.Close();
    }
}
