using Npgsql;

namespace PgLambda;

/// <summary>
/// Makes clients of an interface that call on a connection of the caller's, inside its transaction. It is registered beside each client; the interface itself
/// calls on connections of the data source.
/// </summary>
/// <typeparam name="TInterface">The interface with <c>[LambdaFunction]</c>.</typeparam>
public interface ILambdaClientFactory<TInterface>
    where TInterface : class
{
    /// <summary>A client on this connection. It costs little, and need not be disposed.</summary>
    /// <param name="connection">The connection: an <see cref="NpgsqlConnection"/> converts to it. One that is open stays open; one that is closed is opened for each call.</param>
    /// <param name="transaction">
    /// The transaction that the calls belong to, or null. ROLLBACK does not undo an invocation. Once it has ended, the client refuses with a <see cref="LambdaConnectionException"/>; not so while another one is
    /// under way on the same connection, since Npgsql uses the object again for that: the call is then part of it. Make a client for each transaction.
    /// </param>
    /// <exception cref="ArgumentException">The transaction belongs to another connection, or the connection string asks for what no call can go through.</exception>
    TInterface On(LambdaConnection connection, NpgsqlTransaction? transaction = null);
}
