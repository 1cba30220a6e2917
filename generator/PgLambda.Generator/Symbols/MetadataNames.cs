using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Symbols;

/// <summary>Names by which a compilation finds a type, <c>Namespace.Outer`1+Inner</c>.</summary>
internal static class MetadataNames
{
    /// <summary>The name of a declared type.</summary>
    public static string Of(INamedTypeSymbol type) => type.ContainingType is { } outer ? $"{Of(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : $"{type.ContainingNamespace.ToDisplayString(Plain)}.{type.MetadataName}";

    /// <summary>The name of a type as it is written, without asking the compiler.</summary>
    public static string Of(TypeDeclarationSyntax declaration)
    {
        var name = declaration.Arity == 0 ? declaration.Identifier.ValueText : $"{declaration.Identifier.ValueText}`{declaration.Arity}";
        for (var parent = declaration.Parent; parent is not null; parent = parent.Parent)
        {
            name = parent switch
            {
                TypeDeclarationSyntax outer => $"{Of(outer)}+{name}",
                BaseNamespaceDeclarationSyntax ns => $"{Of(ns.Name)}.{name}",
                _ => name,
            };
            if (parent is TypeDeclarationSyntax)
                break;
        }
        return name;
    }

    // No @ in front of a keyword.
    private static readonly SymbolDisplayFormat Plain = new(SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static string Of(NameSyntax name) => name is QualifiedNameSyntax qualified ? $"{Of(qualified.Left)}.{Of(qualified.Right)}" : AttributeNames.Rightmost(name);
}
