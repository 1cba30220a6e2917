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
    /// What a type consists of and the serializer cannot make, an interface, an abstract class or one without a constructor that it can call, and that says nothing of how to make one; null where there is none. Arrays and collections are
    /// looked into, properties are not: those are the serializer's business.
    /// </summary>
    public static INamedTypeSymbol? FindUnreadable(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return FindUnreadable(array.ElementType);
        if (type is not INamedTypeSymbol named)
            return null;
        if (!KnownAttributes.HasJsonContract(named) && !IsJsonNode(named) && (IsAbstract(named) ? !IsKnownInterface(named) : !HasUsableConstructor(named)))
            return named;
        return named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || IsCollection(named)
            ? named.TypeArguments.Select(FindUnreadable).FirstOrDefault(found => found is not null)
            : null;
    }

    /// <summary>What such a type is, for a message.</summary>
    public static string Describe(INamedTypeSymbol type) => type.TypeKind == TypeKind.Interface ? "an interface" : type.IsAbstract ? "an abstract class" : "a class without a constructor that fits its properties";

    // See https://learn.microsoft.com/dotnet/standard/serialization/system-text-json/immutability.
    private static bool HasUsableConstructor(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || type.SpecialType != SpecialType.None || IsBuiltIn(type) || IsCollection(type) || type.AllInterfaces.Any(each => each.SpecialType == SpecialType.System_Collections_IEnumerable))
            return true;
        var constructors = type.InstanceConstructors;
        if (constructors.Any(constructor => constructor.GetAttributes().Any(KnownAttributes.IsJsonConstructor)))
            return true;
        var open = constructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToList();
        return open.Any(constructor => constructor.Parameters.IsEmpty) || open.Count == 1 && open[0].Parameters.All(parameter => HasMember(type, parameter));
    }

    private static bool HasMember(INamedTypeSymbol type, IParameterSymbol parameter)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var member in declaring.GetMembers())
            {
                if (member is IPropertySymbol or IFieldSymbol && string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }
        return false;
    }

    // Classes that the serializer has a converter for.
    private static bool IsBuiltIn(INamedTypeSymbol type) => KnownTypes.Is(type, "Uri", "System") || KnownTypes.Is(type, "Version", "System") || KnownTypes.Is(type, "JsonDocument", "System.Text.Json");

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
