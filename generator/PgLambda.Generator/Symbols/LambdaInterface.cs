using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>Which interfaces get a client, what each leaves to it, and which <c>[LambdaFunction]</c> a method calls by.</summary>
internal static class LambdaInterface
{
    /// <summary>Whether an interface gets a client: it carries the attribute, or one of its own methods does, or it inherits such methods and asks for a client.</summary>
    public static bool IsLambdaInterface(INamedTypeSymbol type) => FindDeclaring(type) is not null || IsHeir(type);

    /// <summary>Whether an interface has no function of its own and asks, by <c>[LambdaClient]</c>, for a client that calls those that it inherits.</summary>
    public static bool IsHeir(INamedTypeSymbol type) => KnownAttributes.FindLambdaClient(type) is not null && FindDeclaring(type) is null && FindAncestor(type) is not null;

    /// <summary>The first interface with functions that an interface inherits from, or null.</summary>
    public static INamedTypeSymbol? FindAncestor(INamedTypeSymbol type) => type.TypeKind == TypeKind.Interface ? type.AllInterfaces.FirstOrDefault(parent => FindDeclaring(parent) is not null) : null;

    /// <summary>Whether an interface does nothing but inherit functions, so that one would expect a client of it.</summary>
    public static bool IsBareHeir(INamedTypeSymbol type) => !IsLambdaInterface(type) && type.TypeParameters.IsEmpty && type.GetMembers().IsEmpty && FindAncestor(type) is not null;

    /// <summary>
    /// The attribute that a method is called by, as the client of an interface sees it; null where it has none. Its own comes first, then that of the member
    /// that it takes back, of the interface that declares it, and of the client's interface. The last one reaches only what lambda interfaces declare:
    /// whoever wrote <c>IAsyncDisposable</c> did not mean a function by its method.
    /// </summary>
    public static FunctionAttribute? FindFunction(INamedTypeSymbol client, IMethodSymbol method)
    {
        var declaring = method.ContainingType;
        return Read(method)
            ?? (method.ExplicitInterfaceImplementations.FirstOrDefault() is { } target ? Read(target) : null)
            ?? Read(declaring)
            ?? (IsLambdaInterface(declaring) ? Read(client) : null);
    }

    /// <summary>The same, of a method that is called: null also where the interface implements it itself, and no attribute of its own says otherwise.</summary>
    public static FunctionAttribute? FindCalledFunction(INamedTypeSymbol client, IMethodSymbol method) =>
        method.IsAbstract || KnownAttributes.FindLambdaFunction(method) is not null ? FindFunction(client, method) : null;

    /// <summary>Whether a second run of a method does no harm: it says so itself, or the interface that declares it, or the client's.</summary>
    public static bool IsIdempotent(INamedTypeSymbol client, IMethodSymbol method) =>
        KnownAttributes.IsIdempotent(method)
        || method.ExplicitInterfaceImplementations.Any(KnownAttributes.IsIdempotent)
        || KnownAttributes.IsIdempotent(method.ContainingType)
        || IsLambdaInterface(method.ContainingType) && KnownAttributes.IsIdempotent(client);

    /// <summary>Whether a member of an interface, its own or inherited, has no implementation but the client's.</summary>
    public static bool IsLeftToClient(INamedTypeSymbol client, ISymbol member)
    {
        if (SymbolEqualityComparer.Default.Equals(member.ContainingType, client))
            return member.IsAbstract;
        var implementation = client.FindImplementationForInterfaceMember(FindExplicitTarget(member) ?? member);
        // Two default implementations of which none is the more specific are as good as none.
        return implementation is null ? member.IsAbstract || member.IsVirtual : IsSame(implementation, member) && member.IsAbstract;
    }

    /// <summary>Whether the implementation of a base interface's member is in an interface between the two.</summary>
    public static bool IsImplementedElsewhere(INamedTypeSymbol client, IMethodSymbol target, IMethodSymbol method) =>
        !SymbolEqualityComparer.Default.Equals(method.ContainingType, client)
        && client.FindImplementationForInterfaceMember(target) is { } implementation
        && !IsSame(implementation, method);

    private static FunctionAttribute? Read(ISymbol owner) => KnownAttributes.FindLambdaFunction(owner) is { } attribute ? new FunctionAttribute(owner, attribute) : null;

    // What makes the interface one: the interface itself, or its first annotated method.
    private static ISymbol? FindDeclaring(INamedTypeSymbol type)
    {
        // One without a name is being typed.
        if (type.TypeKind != TypeKind.Interface || type.Name.Length == 0)
            return null;
        if (KnownAttributes.FindLambdaFunction(type) is not null)
            return type;
        foreach (var member in type.GetMembers())
        {
            // A constructor, which somebody is writing in front of a method, is none.
            if (member is IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor) } && KnownAttributes.FindLambdaFunction(member) is not null)
                return member;
        }
        return null;
    }

    private static ISymbol? FindExplicitTarget(ISymbol member) => member switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations.FirstOrDefault(),
        IPropertySymbol property => property.ExplicitInterfaceImplementations.FirstOrDefault(),
        IEventSymbol @event => @event.ExplicitInterfaceImplementations.FirstOrDefault(),
        _ => null,
    };

    private static bool IsSame(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a.OriginalDefinition, b.OriginalDefinition);
}
