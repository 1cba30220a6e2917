using System.ComponentModel;
using System.Runtime.CompilerServices;
using Npgsql;

namespace PgLambda.CompilerServices;

/// <summary>The connection of one call. Not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaSession : IAsyncDisposable
{
    private readonly bool _owned;

    internal LambdaSession(NpgsqlConnection connection, NpgsqlTransaction? transaction, bool owned)
    {
        Connection = connection;
        Transaction = transaction;
        _owned = owned;
    }

    /// <summary>The connection.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The caller's transaction, or null.</summary>
    public NpgsqlTransaction? Transaction { get; }

    /// <summary>The typed exception for a database error, or null where the error is not about the call.</summary>
    public LambdaException? Translate(NpgsqlException exception, LambdaOperation operation) =>
        LambdaErrorTranslator.Translate(exception, operation, Connection.UserName);

    /// <summary>How the disposal is awaited; generated files have no using directive for the extension method.</summary>
    public ConfiguredAsyncDisposable ConfigureAwait(bool continueOnCapturedContext) =>
        TaskAsyncEnumerableExtensions.ConfigureAwait(this, continueOnCapturedContext);

    /// <summary>Returns the connection to its pool, if it was taken from one.</summary>
    public ValueTask DisposeAsync() => _owned ? Connection.DisposeAsync() : default;
}
