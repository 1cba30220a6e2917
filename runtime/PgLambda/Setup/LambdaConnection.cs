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
    /// <summary>A connection that somebody else owns, such as a DbContext: it is opened and closed by him.</summary>
    /// <param name="connection">The connection. It is opened by <paramref name="open"/> and closed by <paramref name="close"/> around a call, unless it is open before.</param>
    /// <param name="open">
    /// Opens the connection. A <see cref="System.Data.Common.DbException"/> or a failure of the network that it throws becomes a <see cref="LambdaConnectionException"/>; anything else reaches
    /// the caller as it is.
    /// </param>
    /// <param name="close">Undoes <paramref name="open"/>, whatever became of the call.</param>
    /// <param name="refuse">
    /// Asked before each call, on an open connection too: why the client does not go on, as a clause that follows "was not called:" and ends with a full stop, or null where it does.
    /// Becomes a <see cref="LambdaConnectionException"/>; what it throws reaches the caller as it is. Nothing is sent. Default: the client goes on.
    /// </param>
    /// <exception cref="ArgumentNullException">One of the first three is null.</exception>
    public LambdaConnection(NpgsqlConnection connection, Func<CancellationToken, Task> open, Func<Task> close, Func<string?>? refuse = null)
        : this(connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(close);
        Open = open;
        Close = close;
        Refuse = refuse;
    }

    /// <summary>The connection; null for the default value, which no client takes.</summary>
    public NpgsqlConnection? Connection { get; } = connection;

    internal Func<CancellationToken, Task>? Open { get; }

    internal Func<Task>? Close { get; }

    internal Func<string?>? Refuse { get; }

    /// <summary>The connection as a client takes it.</summary>
    public static implicit operator LambdaConnection(NpgsqlConnection connection) => new(connection);

    /// <summary>The same, for languages without conversions.</summary>
    public static LambdaConnection FromNpgsqlConnection(NpgsqlConnection connection) => new(connection);
}
