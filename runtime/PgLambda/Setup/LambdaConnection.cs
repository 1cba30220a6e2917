using Npgsql;

namespace PgLambda;

/// <summary>
/// A connection of the caller's that a client calls on: <c>new OrderFunctionsClient(connection, transaction)</c> converts to it. A type of its own,
/// so that a dependency-injection container, which cannot make one, always takes the client's other constructor.
/// </summary>
/// <param name="connection">
/// The connection. One that is open stays open, and the client refuses to go on once that session has ended; one that is closed is opened for each call and closed after it.
/// </param>
public readonly struct LambdaConnection(NpgsqlConnection connection)
{
    /// <summary>The connection; null for the default value, which no client takes.</summary>
    public NpgsqlConnection? Connection { get; } = connection;

    /// <summary>The connection as a client takes it.</summary>
    public static implicit operator LambdaConnection(NpgsqlConnection connection) => new(connection);

    /// <summary>The same, for languages without conversions.</summary>
    public static LambdaConnection FromNpgsqlConnection(NpgsqlConnection connection) => new(connection);
}
