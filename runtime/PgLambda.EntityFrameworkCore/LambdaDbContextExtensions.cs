using Microsoft.EntityFrameworkCore;

namespace PgLambda;

/// <summary>Clients on a <see cref="DbContext"/>.</summary>
public static class LambdaDbContextExtensions
{
    /// <summary>
    /// A client that calls on the context's connection, opened and closed as Entity Framework Core opens and closes it for its own commands: its interceptors see it,
    /// its configured execution strategy opens it, and what is open stays open. It costs little, and need not be disposed; like the context, it makes one call at a time.
    /// <para>
    /// A client that is made inside a transaction of the context's belongs to it: once it has ended, a call is refused (<see cref="LambdaConnectionException"/>). One
    /// that is made outside goes where the context's commands go: into the transaction while there is one. One that is made on an open connection belongs to
    /// that session. No client outlives the context, nor its return to a pool. ROLLBACK does not undo an invocation.
    /// </para>
    /// </summary>
    /// <typeparam name="TInterface">The interface with <c>[LambdaFunction]</c>.</typeparam>
    /// <param name="factory">The factory of the interface's clients.</param>
    /// <param name="context">The context, on PostgreSQL by Npgsql.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    /// <exception cref="ArgumentException">
    /// The context's connection is not Npgsql's, or its connection string asks for what no call can go through.
    /// </exception>
    /// <exception cref="InvalidOperationException">The context has no relational provider, or no connection string yet.</exception>
    /// <exception cref="ObjectDisposedException">The context is disposed of; where that happens later, the call throws it.</exception>
    public static TInterface On<TInterface>(this ILambdaClientFactory<TInterface> factory, DbContext context)
        where TInterface : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(context);
        var connection = new ContextConnection(context);
        return factory.On(connection.AsLambdaConnection(), connection.Transaction);
    }
}
