using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>A <c>[LambdaClient]</c>, and the interface or assembly that carries it.</summary>
internal readonly struct ClientAttribute(ISymbol owner, AttributeData data)
{
    public const string JsonContext = "JsonContext", DataSource = "DataSource", RegistrationName = "RegistrationName";

    public ISymbol Owner { get; } = owner;

    public AttributeData Data { get; } = data;

    public static ClientAttribute? Of(ISymbol owner) => KnownAttributes.FindLambdaClient(owner) is { } data ? new ClientAttribute(owner, data) : null;

    /// <summary>The attribute that says this of an interface: its own, or else its assembly's; null where neither does.</summary>
    public static ClientAttribute? Find(INamedTypeSymbol lambdaInterface, string argument)
    {
        if (Of(lambdaInterface) is { } own && own.Read(argument).IsWritten)
            return own;
        return Of(lambdaInterface.ContainingAssembly) is { } common && common.Read(argument).IsWritten ? common : null;
    }

    public AttributeArgument Read(string argument) => AttributeArgument.OfProperty(Data, argument);
}
