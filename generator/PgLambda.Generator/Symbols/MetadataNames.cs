using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Symbols;

/// <summary>Names by which a compilation finds a type, <c>Namespace.Outer`1+Inner</c>.</summary>
internal static class MetadataNames
{
    // No @ in front of a keyword.
    private static readonly SymbolDisplayFormat Plain = new(SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

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

    /// <summary>The interface of a name that an assembly declares. Where it declares another type of that name too, which is an error of its own, the compilation itself finds neither.</summary>
    public static INamedTypeSymbol? FindInterface(IAssemblySymbol assembly, string name)
    {
        if (assembly.GetTypeByMetadataName(name) is { } found)
            return found;
        var types = name.Split('+');
        var path = types[0].Split('.');
        INamespaceOrTypeSymbol? container = assembly.GlobalNamespace;
        foreach (var part in path.Take(path.Length - 1))
            container = (container as INamespaceSymbol)?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == part);
        types[0] = path[path.Length - 1];
        foreach (var outer in types.Take(types.Length - 1))
            container = container?.GetTypeMembers().FirstOrDefault(type => type.MetadataName == outer);
        return container?.GetTypeMembers().FirstOrDefault(type => type.TypeKind == TypeKind.Interface && type.MetadataName == types[types.Length - 1]);
    }

    private static string Of(NameSyntax name) => name is QualifiedNameSyntax qualified ? $"{Of(qualified.Left)}.{Of(qualified.Right)}" : AttributeNames.Rightmost(name);
}
