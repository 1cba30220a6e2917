using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>A registered client, for whoever checks all of an application's clients: one singleton for each interface. Not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaClientDescriptor
{
    private readonly Lazy<IReadOnlyList<LambdaOperation>> _operations;

    internal LambdaClientDescriptor(Type interfaceType, string? dataSourceKey, Func<IReadOnlyList<LambdaOperation>> operations)
    {
        Interface = interfaceType;
        DataSourceKey = dataSourceKey;
        _operations = new Lazy<IReadOnlyList<LambdaOperation>>(operations);
    }

    /// <summary>The interface with <c>[LambdaFunction]</c>.</summary>
    public Type Interface { get; }

    /// <summary>The service key of the data source that the client calls on; null for the data source without a key.</summary>
    public string? DataSourceKey { get; }

    /// <summary>What the client's methods call, one operation a method. Made when it is first asked for.</summary>
    public IReadOnlyList<LambdaOperation> Operations => _operations.Value;
}
