using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>Which types System.Text.Json can make of JSON, as far as their declaration says.</summary>
internal static class JsonContracts
{
    private const string Collections = "System.Collections";

    // Interfaces that the serializer has a class for; IReadOnlySet<T> is none of them.
    private static readonly (string Namespace, string[] Names)[] KnownInterfaces =
    [
        (Collections, ["IEnumerable", "ICollection", "IList", "IDictionary"]),
        (Collections + ".Generic", ["IEnumerable", "ICollection", "IList", "IReadOnlyCollection", "IReadOnlyList", "ISet", "IDictionary", "IReadOnlyDictionary"]),
        (Collections + ".Immutable", ["IImmutableList", "IImmutableStack", "IImmutableQueue", "IImmutableSet", "IImmutableDictionary"]),
    ];

    /// <summary>
    /// An interface or abstract class that a type consists of, and that says nothing of how to make one; null where there is none. Arrays and collections are
    /// looked into, properties are not: those are the serializer's business.
    /// </summary>
    public static INamedTypeSymbol? FindUnreadable(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return FindUnreadable(array.ElementType);
        if (type is not INamedTypeSymbol named)
            return null;
        if (IsAbstract(named) && !KnownAttributes.HasJsonContract(named) && !IsJsonNode(named) && !IsKnownInterface(named))
            return named;
        return named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || IsCollection(named)
            ? named.TypeArguments.Select(FindUnreadable).FirstOrDefault(found => found is not null)
            : null;
    }

    /// <summary>Whether a type is a serializer context, and none of its bases.</summary>
    public static bool IsContext(INamedTypeSymbol type) => InheritsFrom(type.BaseType, "JsonSerializerContext", "System.Text.Json.Serialization");

    /// <summary>Whether a type is written and read as the text it is, without a contract.</summary>
    public static bool IsDocument(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return KnownTypes.Is(type, "RawJson", KnownTypes.Namespace) || KnownTypes.Is(type, "JsonElement", "System.Text.Json") || KnownTypes.Is(type, "JsonDocument", "System.Text.Json")
            || type is INamedTypeSymbol named && IsJsonNode(named);
    }

    private static bool IsAbstract(INamedTypeSymbol type) => type.TypeKind == TypeKind.Interface || type is { TypeKind: TypeKind.Class, IsAbstract: true };

    private static bool IsKnownInterface(INamedTypeSymbol type) =>
        KnownInterfaces.Any(known => known.Names.Contains(type.Name) && KnownTypes.Is(type, type.Name, known.Namespace));

    private static bool IsJsonNode(INamedTypeSymbol type) => InheritsFrom(type, "JsonNode", "System.Text.Json.Nodes");

    private static bool InheritsFrom(INamedTypeSymbol? type, string name, string ns)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (KnownTypes.Is(type, name, ns))
                return true;
        }
        return false;
    }

    private static bool IsCollection(INamedTypeSymbol type)
    {
        var ns = type.ContainingNamespace;
        return KnownTypes.IsNamespace(ns, Collections) || KnownTypes.IsNamespace(ns?.ContainingNamespace, Collections);
    }
}
