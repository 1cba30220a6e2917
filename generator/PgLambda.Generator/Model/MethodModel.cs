namespace PgLambda.Generator.Model;

/// <summary>One method to implement.</summary>
/// <param name="Name">The name as it is written in C#, escaped where it is a keyword.</param>
/// <param name="DeclaringInterface">The interface that declares it, as C# text.</param>
/// <param name="IsExplicit">Whether it must be implemented explicitly.</param>
/// <param name="IsOblivious">Whether it was declared without nullable annotations, so that the implementation must have none either.</param>
/// <param name="Attributes">The attributes that it and its result carry, as C# text.</param>
/// <param name="Return">What it returns.</param>
/// <param name="Sql">What it calls, validated; without what its parameters add.</param>
/// <param name="IsIdempotent">Whether a second run does no harm.</param>
/// <param name="TypeParameters">Its type parameters.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record MethodModel(
    string Name,
    string DeclaringInterface,
    bool IsExplicit,
    bool IsOblivious,
    EquatableArray<string> Attributes,
    ReturnModel Return,
    InvokeSql Sql,
    bool IsIdempotent,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<ParameterModel> Parameters)
{
    /// <summary>The name without escape.</summary>
    public string PlainName => Name.TrimStart('@');
}

/// <summary>What the method returns.</summary>
/// <param name="Type">The return type as C# text.</param>
/// <param name="Method">What maps the answer.</param>
/// <param name="Value">The type that the payload is mapped to, as C# text; empty where there is none.</param>
/// <param name="SuppressNullability">Whether the type has other nullable annotations than what the runtime returns: none, or one on the result itself.</param>
/// <param name="IsValueTask">Whether the return type is a ValueTask.</param>
internal sealed record ReturnModel(string Type, InvokerMethod Method, string Value, bool SuppressNullability, bool IsValueTask);

/// <summary>The methods of the runtime's invoker, without their <c>Async</c>; those with a value are generic in it.</summary>
internal enum InvokerMethod
{
    /// <summary>Task, and Task&lt;T&gt; with T not nullable.</summary>
    Invoke,

    /// <summary>Task&lt;T?&gt;.</summary>
    InvokeOptional,

    /// <summary>Task&lt;LambdaResult&gt; and Task&lt;LambdaResult&lt;T&gt;&gt;.</summary>
    InvokeForResult,

    /// <summary>IAsyncEnumerable&lt;T&gt; with T not nullable.</summary>
    InvokeForItems,

    /// <summary>IAsyncEnumerable&lt;T?&gt;.</summary>
    InvokeForOptionalItems,
}

/// <summary>A parameter.</summary>
/// <param name="Name">The name as it is written in C#, escaped where it is a keyword.</param>
/// <param name="PlainName">The name without escape.</param>
/// <param name="Type">The type as C# text.</param>
/// <param name="IsParams">Whether it is a params array.</param>
/// <param name="Default">The default value as C# text, or null.</param>
/// <param name="Role">What it is used for.</param>
/// <param name="PayloadName">The JSON name that was asked for, or null.</param>
/// <param name="Attributes">The attributes that an implementation must carry, as C# text.</param>
/// <param name="CallAttributes">Those that say what is passed where nothing is, which an explicit implementation does not need.</param>
internal sealed record ParameterModel(string Name, string PlainName, string Type, bool IsParams, string? Default, ParameterRole Role, string? PayloadName, string Attributes, string CallAttributes);

internal enum ParameterRole
{
    Payload,
    ClientContext,
    Qualifier,
    CallOptions,
    CancellationToken,
}
