using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Symbols;

/// <summary>Symbols as C# text, the same in every culture.</summary>
internal static class CSharpText
{
    public static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Namespace, outer types and name, and nothing else.</summary>
    public static readonly SymbolDisplayFormat PlainFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat ConstraintFormat = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A type as a message names it.</summary>
    public static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The type as a cref names it: type parameters in braces.</summary>
    public static string Cref(INamedTypeSymbol type) => type.ToDisplayString(TypeFormat).Replace('<', '{').Replace('>', '}');

    /// <summary>A method's name, arity and parameter types: what C# tells overloads apart by.</summary>
    public static string Signature(IMethodSymbol method) =>
        $"{method.Name}`{method.Arity}({string.Join(",", method.Parameters.Select(p => $"{(p.RefKind == RefKind.None ? "" : "&")}{SignatureType(method, p.Type)}"))})";

    /// <summary>A method's result, likewise.</summary>
    public static string ResultSignature(IMethodSymbol method) => $"{(method.RefKind == RefKind.None ? "" : "&")}{SignatureType(method, method.ReturnType)}";

    // Type parameters of a method count by position, and nullable annotations not at all.
    private static string SignatureType(IMethodSymbol method, ITypeSymbol type) => string.Concat(
        type.ToDisplayParts(SymbolDisplayFormat.FullyQualifiedFormat).Select(part =>
            IsTypeParameterOf(method, part.Symbol, out var ordinal) ? "!" + ordinal
            : part.Symbol is IDynamicTypeSymbol ? "object"
            : part.ToString()));

    /// <summary>Whether a symbol is a method's own type parameter, and which.</summary>
    public static bool IsTypeParameterOf(IMethodSymbol method, ISymbol? symbol, out int ordinal)
    {
        var parameter = symbol as ITypeParameterSymbol;
        ordinal = parameter?.Ordinal ?? -1;
        return parameter?.TypeParameterKind == TypeParameterKind.Method
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, method.OriginalDefinition);
    }

    public static string Constraints(ITypeParameterSymbol parameter, Func<ITypeSymbol, string> text)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint)
            constraints.Add("notnull");
        constraints.AddRange(parameter.ConstraintTypes.Select(text));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint && !parameter.HasUnmanagedTypeConstraint)
            constraints.Add("new()");
        if (AllowsRefStruct(parameter))
            constraints.Add("allows ref struct");
        return string.Join(", ", constraints);
    }

    /// <summary>Whether ref structs may stand for a type parameter.</summary>
    public static bool AllowsRefStruct(ITypeParameterSymbol parameter)
    {
        // The property that says so came after the Roslyn version that the generator is built against; the text of the constraints has it.
        var owner = parameter.ContainingSymbol.OriginalDefinition.ToDisplayParts(ConstraintFormat);
        var inClause = false;
        for (var i = 0; i < owner.Length; i++)
        {
            if (owner[i].Kind != SymbolDisplayPartKind.Keyword)
                continue;
            var keyword = owner[i].ToString();
            if (keyword == "where")
                inClause = i + 2 < owner.Length && owner[i + 2].ToString() == parameter.Name;
            else if (keyword == "allows" && inClause)
                return true;
        }
        return false;
    }

    /// <summary>A constant as a literal.</summary>
    public static string Literal(object value) => value switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
    };
}
