using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>Types that the compilation does not have.</summary>
internal static class UnresolvedType
{
    /// <summary>The first type that cannot be found among a type and what it is made of; null where all are known.</summary>
    public static ITypeSymbol? Find(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => type,
        IArrayTypeSymbol array => Find(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Select(Find).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
