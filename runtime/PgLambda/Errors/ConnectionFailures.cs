using System.Net.Sockets;
using Npgsql;

namespace PgLambda;

/// <summary>What it means that a connection could not be opened.</summary>
internal static class ConnectionFailures
{
    public static (bool IsTransient, string Advice) Describe(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => (true, "The server has no connection left: lower Maximum Pool Size, or raise max_connections."),
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => (true, "The server is starting or shutting down: try again later."),
        PostgresException { SqlState: ['2', '8', ..] } => (false, "Check user name, password and pg_hba.conf."),
        PostgresException { SqlState: ['3', 'D', ..] } => (false, "Check the name of the database."),
        PostgresException error => (error.IsTransient, "See the SQLSTATE."),
        // Npgsql has no code of its own for a pool without a free connection; both it and a server that does not answer end in a time-out.
        NpgsqlException { InnerException: TimeoutException } when exception.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) =>
            (true, "Every connection of the pool was in use for as long as Timeout allows: raise Maximum Pool Size, or hold connections for a shorter time."),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => (true, "The server did not answer within Timeout: check that host and port are reachable from here."),
        NpgsqlException { InnerException: SocketException or IOException } or SocketException or IOException =>
            (true, "Check host, port and network, and whether the server runs."),
        NpgsqlException error => (error.IsTransient, "Check the connection string."),
        _ => (false, "Check the connection string."),
    };
}
