using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>
/// The interfaces of a compilation by the name of their client, for the sake of nested ones: whether two have the same cannot be seen from their namespace. Looked up once for all of them, and forgotten with the compilation.
/// </summary>
internal static class NestedInterfaces
{
    private static readonly ConditionalWeakTable<Compilation, ILookup<string, INamedTypeSymbol>> Known = new();

    /// <summary>Those in a namespace, at any depth, whose client would have a name.</summary>
    public static IEnumerable<INamedTypeSymbol> OfClient(string name, INamespaceSymbol ns, Compilation compilation) =>
        Known.GetValue(compilation, static compilation => Find(compilation.Assembly.GlobalNamespace).ToLookup(ClientClass.NameOf, StringComparer.Ordinal))[name]
            .Where(type => SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, ns));

    private static IEnumerable<INamedTypeSymbol> Find(INamespaceOrTypeSymbol container)
    {
        foreach (var type in container.GetTypeMembers())
        {
            if (type.TypeKind == TypeKind.Interface)
                yield return type;
            foreach (var inner in Find(type))
                yield return inner;
        }
        if (container is not INamespaceSymbol ns)
            yield break;
        foreach (var inner in ns.GetNamespaceMembers().SelectMany(Find))
            yield return inner;
    }
}
