using System.ComponentModel;
using Npgsql;

namespace PgLambda.CompilerServices;

/// <summary>A registered client, for whoever checks all of an application's clients: one singleton for each interface. Not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaClientDescriptor
{
    private readonly int _client;
    private readonly Func<int, LambdaConnection, NpgsqlTransaction?, LambdaClientOptions?, object> _onConnection;
    private readonly Func<int, IReadOnlyList<LambdaOperation>> _makeOperations;
    private readonly Func<int, string>? _describeCalls;
    private IReadOnlyList<LambdaOperation>? _operations;
    private IReadOnlyList<DeclaredCall>? _calls;

    internal LambdaClientDescriptor(
        int client, Type interfaceType, string? dataSourceKey, Func<int, LambdaConnection, NpgsqlTransaction?, LambdaClientOptions?, object> onConnection,
        Func<int, IReadOnlyList<LambdaOperation>> operations, Func<int, string>? calls)
    {
        _client = client;
        _onConnection = onConnection;
        _makeOperations = operations;
        _describeCalls = calls;
        Interface = interfaceType;
        DataSourceKey = dataSourceKey;
    }

    /// <summary>The interface with <c>[LambdaFunction]</c>; of a generic one the definition, since nobody knows for which types there are clients.</summary>
    public Type Interface { get; }

    /// <summary>The service key of the data source that the client calls on; null for the data source without a key.</summary>
    public string? DataSourceKey { get; }

    /// <summary>What the client's methods call, by names: nothing of the client is compiled or made for it.</summary>
    public IReadOnlyList<DeclaredCall> Calls => _calls ??= _describeCalls is null ? [.. Operations.Select(DeclaredCall.Of)] : DeclaredCall.Read(_describeCalls(_client));

    /// <summary>What the client's methods call, one operation a method; none for a generic interface. Made when it is first asked for.</summary>
    public IReadOnlyList<LambdaOperation> Operations => _operations ??= _makeOperations(_client);

    internal object OnConnection(LambdaConnection connection, NpgsqlTransaction? transaction, LambdaClientOptions? options) =>
        _onConnection(_client, connection, transaction, options);
}
