using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Parsing;

/// <summary>The types that the parser knows by name, told apart without a look-up in the compilation.</summary>
internal static class KnownTypes
{
    public const string LambdaFunctionAttribute = "PgLambda.LambdaFunctionAttribute";

    public static AttributeData? FindLambdaFunction(ISymbol symbol) => FindAttribute(symbol, "LambdaFunctionAttribute", "PgLambda");

    public static AttributeData? FindAttribute(ISymbol symbol, string name, string ns)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && Is(type, name, ns))
                return attribute;
        }
        return null;
    }

    /// <summary>An attribute of the same simple name from elsewhere, such as Amazon.Lambda.Annotations.</summary>
    public static AttributeData? FindForeignLambdaFunction(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "LambdaFunctionAttribute", TypeKind: not TypeKind.Error } type && !Is(type, type.Name, "PgLambda"))
                return attribute;
        }
        return null;
    }

    /// <summary>A constant that is a string; null also where half-written code makes it something else.</summary>
    public static string? Text(this TypedConstant constant) => constant.Kind == TypedConstantKind.Primitive ? constant.Value as string : null;

    public static bool IsCancellationToken(ITypeSymbol type) => Is(type, "CancellationToken", "System.Threading");

    public static bool IsTaskLike(ITypeSymbol type) => Is(type, "Task", "System.Threading.Tasks") || Is(type, "ValueTask", "System.Threading.Tasks");

    public static bool IsLambdaResult(ITypeSymbol type) => Is(type, "LambdaResult", "PgLambda");

    public static bool Is(ITypeSymbol type, string name, string ns) => type.Name == name && type.ContainingType is null && IsNamespace(type.ContainingNamespace, ns);

    private static bool IsNamespace(INamespaceSymbol? symbol, string ns)
    {
        var end = ns.Length;
        while (symbol is { IsGlobalNamespace: false })
        {
            var start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(ns, start, symbol.Name, 0, symbol.Name.Length) != 0)
                return false;
            symbol = symbol.ContainingNamespace;
            if (start == 0)
                return symbol is { IsGlobalNamespace: true };
            if (ns[start - 1] != '.')
                return false;
            end = start - 1;
        }
        return false;
    }
}
