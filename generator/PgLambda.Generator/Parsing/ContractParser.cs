using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Whether the serializer context of an interface knows the types that cross to a function.</summary>
internal static class ContractParser
{
    /// <param name="context">The parse.</param>
    /// <param name="type">The payload, client context or result.</param>
    /// <param name="method">The method that it belongs to.</param>
    /// <param name="target">Where it is written.</param>
    public static void Check(ParseContext context, ITypeSymbol type, ISymbol method, DiagnosticTarget target)
    {
        if (!context.IsReporting || context.JsonContext is not { } json || IsMissing(type, json) is false)
            return;
        // Another interface's method is right there, and wrong with this one's context.
        var isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Interface);
        context.Report(Rules.MissingContract, isOwn ? target : DiagnosticTarget.At(context.Interface), CSharpText.Short(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)), CSharpText.Short(json));
    }

    /// <summary>Whether a call with a value of this type would find no contract. What stands for other types is not judged.</summary>
    public static bool IsMissing(ITypeSymbol type, INamedTypeSymbol json) =>
        !JsonContracts.IsDocument(type) && !HasTypeParameter(type) && UnresolvedType.Find(type) is null && !JsonContextTypes.Of(json).Contains(type);

    private static bool HasTypeParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasTypeParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasTypeParameter) || named.ContainingType is { } outer && HasTypeParameter(outer),
        _ => false,
    };
}
