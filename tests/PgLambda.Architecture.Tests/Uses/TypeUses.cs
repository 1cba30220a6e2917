using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Architecture.Tests;

/// <summary>Reads which types the files of a compilation use.</summary>
internal static class TypeUses
{
    /// <summary>
    /// Every use of a type that the compilation declares, but a type's uses of itself. Documentation is not read. A <c>var</c> is a use of the type it stands for:
    /// who holds a value depends on its type, however the declaration is spelled.
    /// </summary>
    /// <param name="compilation">Without errors: what does not bind is not seen.</param>
    /// <param name="fileName">What a file is called; null for one that is no part of the source, such as a generated one.</param>
    public static IEnumerable<TypeUse> Of(CSharpCompilation compilation, Func<SyntaxTree, string?> fileName)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (fileName(tree) is not { } file)
                continue;
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                var by = new Lazy<INamedTypeSymbol?>(() => Around(node, model));
                foreach (var type in Symbols(node, model).SelectMany(Types).Select(Outermost).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
                {
                    var files = Files(type, fileName);
                    if (files.Count > 0 && !SymbolEqualityComparer.Default.Equals(type, by.Value))
                        yield return new TypeUse(file, Line(node), by.Value?.ToDisplayString(), type.ToDisplayString(), files, Signatures.Holds(node, model));
                }
            }
        }
    }

    /// <summary>What a node binds to. Not only names: <c>new()</c>, operators, indexers, constructor calls and conversions are members without being named.</summary>
    private static IEnumerable<ISymbol> Symbols(SyntaxNode node, SemanticModel model)
    {
        var info = node switch
        {
            ExpressionSyntax expression => model.GetSymbolInfo(expression),
            AttributeSyntax attribute => model.GetSymbolInfo(attribute),
            ConstructorInitializerSyntax initializer => model.GetSymbolInfo(initializer),
            _ => default,
        };
        // The name of a method as such, as in nameof, has candidates only.
        foreach (var symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols)
            yield return symbol;
        if (node is ExpressionSyntax converted && model.GetConversion(converted).MethodSymbol is { } conversion)
            yield return conversion;
    }

    private static IEnumerable<INamedTypeSymbol> Types(ISymbol symbol) => symbol switch
    {
        IAliasSymbol alias => Types(alias.Target),
        IArrayTypeSymbol array => Types(array.ElementType),
        INamedTypeSymbol type => type.TypeArguments.SelectMany(Types).Append(type),
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol when symbol.ContainingType is { } type => [type],
        _ => [],
    };

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type.OriginalDefinition;
    }

    private static INamedTypeSymbol? Around(SyntaxNode node, SemanticModel model) =>
        node.AncestorsAndSelf().LastOrDefault(ancestor => ancestor is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax) is { } declaration
            ? (INamedTypeSymbol?)model.GetDeclaredSymbol(declaration)
            : null;

    private static List<string> Files(INamedTypeSymbol type, Func<SyntaxTree, string?> fileName) =>
        [.. type.DeclaringSyntaxReferences.Select(part => fileName(part.SyntaxTree)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
