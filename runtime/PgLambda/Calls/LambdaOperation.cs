using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>What a generated method calls. Not meant to be used by other code.</summary>
/// <param name="method">The interface and method, such as <c>IOrderFunctions.PriceAsync</c>.</param>
/// <param name="sql">The SQL of the call, from which its parts are read: <c>$1</c> is the payload, <c>$2</c> the client context.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaOperation(string method, string sql)
{
    private InvokeSql? _parts;
    private FailedCall? _asFailed;

    /// <summary>The text as the client holds it.</summary>
    internal string Sql { get; } = sql;

    internal InvocationType Invocation => Parts.Invocation;

    internal bool HasContext => Parts.HasContext;

    internal int ExpectedStatus => Invocation switch
    {
        InvocationType.Event => 202,
        InvocationType.DryRun => 204,
        _ => 200,
    };

    /// <summary>The call, as an error shows it.</summary>
    internal FailedCall AsFailed => _asFailed ??= new FailedCall(method, Parts.Target, Parts.Invocation);

    /// <summary>The strictly parsed parts of the text, from which another is composed where configuration changes one of them.</summary>
    internal InvokeSql Parts => _parts ??= InvokeSql.Parse(Sql);
}
