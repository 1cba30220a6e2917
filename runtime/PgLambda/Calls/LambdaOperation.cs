using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>What a generated method calls. Not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaOperation
{
    private readonly int? _callTimeout;
    private InvokeSql? _parts;
    private FailedCall? _asFailed;
    private LambdaOperation? _dryRun;
    private LambdaOperation?[]? _variants;

    /// <summary>What a method calls, as its attributes say.</summary>
    /// <param name="interface">The interface with its namespace, such as <c>Shop.Api.IOrderFunctions</c>.</param>
    /// <param name="method">The method, such as <c>PriceAsync</c>.</param>
    /// <param name="sql">The SQL of the call, from which its parts are read: <c>$1</c> is the payload; context, qualifier and time-out follow.</param>
    public LambdaOperation(string @interface, string method, string sql)
    {
        Interface = @interface;
        Method = method;
        Sql = sql;
    }

    private LambdaOperation(LambdaOperation declared, InvokeSql parts, string sql, int? callTimeout = null)
        : this(declared.Interface, declared.Method, sql)
    {
        IsIdempotent = declared.IsIdempotent;
        _parts = parts;
        _callTimeout = callTimeout;
    }

    /// <summary>The interface with its namespace.</summary>
    public string Interface { get; }

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>Whether a second run does no harm.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>The text as the client holds it, or as it was composed anew.</summary>
    public string Sql { get; }

    /// <summary>The same function under invocation type DryRun, which checks whether it could be called and runs nothing.</summary>
    public LambdaOperation AsDryRun() => _dryRun ??= Changed(Parts with { Invocation = InvocationType.DryRun, Log = LogType.None, HasContext = false });

    internal InvocationType Invocation => Parts.Invocation;

    internal bool HasContext => Parts.HasContext;

    internal string InterfaceName => ClientKeys.Simple(Interface);

    /// <summary>How long the extension waits in this call, or null where that is the session's business.</summary>
    internal int? TimeoutMilliseconds => _callTimeout ?? Parts.TimeoutMilliseconds;

    internal int ExpectedStatus => Invocation switch
    {
        InvocationType.Event => 202,
        InvocationType.DryRun => 204,
        _ => 200,
    };

    /// <summary>The call, as an error shows it.</summary>
    internal FailedCall AsFailed => _asFailed ??= new FailedCall($"{InterfaceName}.{Method}", Parts.Target, Parts.Invocation)
    {
        TimeoutMilliseconds = TimeoutMilliseconds,
        IsIdempotent = IsIdempotent,
    };

    /// <summary>The strictly parsed parts of the text, from which another is composed where configuration or a call changes one of them.</summary>
    internal InvokeSql Parts => _parts ??= InvokeSql.Parse(Sql);

    /// <summary>The same method with another text.</summary>
    internal LambdaOperation Changed(InvokeSql parts) => new(this, parts, parts.Compose());

    /// <summary>The operation with what one call asks for beside it. Each of the eight texts that there can be is composed once.</summary>
    /// <param name="hasContext">Whether the call has a client context.</param>
    /// <param name="qualifier">The call's qualifier, or null.</param>
    /// <param name="timeoutMilliseconds">The call's time-out, or null.</param>
    internal LambdaOperation For(bool hasContext, string? qualifier, int? timeoutMilliseconds)
    {
        var addsContext = hasContext && !HasContext;
        if (!addsContext && qualifier is null && timeoutMilliseconds is null)
            return this;
        var variants = _variants ??= new LambdaOperation?[8];
        var variant = variants[(addsContext ? 1 : 0) + (qualifier is null ? 0 : 2) + (timeoutMilliseconds is null ? 0 : 4)] ??= Changed(Parts with
        {
            HasContext = HasContext || hasContext,
            HasQualifierParameter = Parts.HasQualifierParameter || qualifier is not null,
            Target = qualifier is null ? Parts.Target : Parts.Target.WithQualifier(null),
            HasTimeoutParameter = timeoutMilliseconds is not null,
            TimeoutMilliseconds = timeoutMilliseconds is null ? Parts.TimeoutMilliseconds : null,
        });
        return qualifier is null && timeoutMilliseconds is null
            ? variant
            : new LambdaOperation(this, qualifier is null ? variant.Parts : variant.Parts with { Target = variant.Parts.Target.WithQualifier(qualifier) }, variant.Sql, timeoutMilliseconds);
    }
}
