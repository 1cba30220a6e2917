using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>What a generated method calls. Not meant to be used by other code.</summary>
/// <param name="method">The interface and method, such as <c>IOrderFunctions.PriceAsync</c>.</param>
/// <param name="function">The function as the attribute names it.</param>
/// <param name="region">The region beside it, or null.</param>
/// <param name="qualifier">The qualifier beside it, or null.</param>
/// <param name="invocation">The invocation type.</param>
/// <param name="log">The log type.</param>
/// <param name="hasContext">Whether the call has a client context.</param>
/// <param name="sql">The SQL of the call: <c>$1</c> is the payload, <c>$2</c> the client context.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaOperation(
    string method, string function, string? region, string? qualifier, InvocationType invocation, LogType log, bool hasContext, string sql)
{
    private FailedCall? _asFailed;

    internal InvocationType Invocation { get; } = invocation;

    internal bool HasContext { get; } = hasContext;

    /// <summary>The text as the client holds it.</summary>
    internal string Sql { get; } = sql;

    internal int ExpectedStatus => Invocation switch
    {
        InvocationType.Event => 202,
        InvocationType.DryRun => 204,
        _ => 200,
    };

    /// <summary>The call, as an error shows it. Parsed when there is one.</summary>
    internal FailedCall AsFailed => _asFailed ??= new FailedCall(method, LambdaTarget.Parse(function, region, qualifier), Invocation);

    /// <summary>The text of these parts, as the runtime composes it.</summary>
    internal string ComposeSql() => InvokeSql.Compose(LambdaTarget.Parse(function, region, qualifier), Invocation, log, HasContext);
}
