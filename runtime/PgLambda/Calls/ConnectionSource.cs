using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Where a client's connections come from: a data source, or the caller.</summary>
internal sealed class ConnectionSource
{
    private readonly NpgsqlDataSource? _dataSource;
    private readonly CallerSession? _session;

    public ConnectionSource(NpgsqlDataSource dataSource) => _dataSource = dataSource;

    public ConnectionSource(CallerSession session) => _session = session;

    /// <summary>An open connection for one call.</summary>
    /// <exception cref="LambdaConnectionException">There is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while it was waited for.</exception>
    public async ValueTask<CallConnection> OpenAsync(LambdaOperation operation, CancellationToken cancellationToken)
    {
        var (connection, mustOpen) = _session?.Take(operation) ?? (_dataSource!.CreateConnection(), true);
        if (!mustOpen)
            return new CallConnection(connection, _session, AfterCall.Leave);
        try
        {
            await (_session?.OpenAsync(cancellationToken) ?? connection.OpenAsync(cancellationToken)).ConfigureAwait(false);
            return new CallConnection(connection, _session, _session is null ? AfterCall.Dispose : AfterCall.Close);
        }
        catch (Exception exception)
        {
            if (_session is null)
                await connection.DisposeAsync().ConfigureAwait(false);
            if (exception is DbException or SocketException or IOException or TimeoutException or AuthenticationException)
                throw ConnectionErrorTranslator.Translate(exception, operation.AsFailed);
            throw;
        }
    }
}

/// <summary>What becomes of a connection when a call has ended.</summary>
internal enum AfterCall
{
    /// <summary>It was open before, and stays so.</summary>
    Leave,

    /// <summary>It was the caller's, and closed before.</summary>
    Close,

    /// <summary>It was taken from the data source.</summary>
    Dispose,
}

/// <summary>The open connection of one call.</summary>
internal readonly struct CallConnection(NpgsqlConnection connection, CallerSession? session, AfterCall after) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;

    public NpgsqlTransaction? Transaction => session?.Transaction;

    public ValueTask DisposeAsync() => after switch
    {
        AfterCall.Dispose => connection.DisposeAsync(),
        AfterCall.Close => new ValueTask(session!.CloseAsync()),
        _ => default,
    };
}
