using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.CodeFixes;

/// <summary>Makes a nested interface internal, so that its client can see it (PGL0118). Only where that is all there is to do.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class MakeInternalFix() : LambdaCodeFixProvider(Rules.InaccessibleInterface)
{
    public const string Key = "PgLambda.MakeInternal";

    protected override bool ChangesDeclarations => true;

    protected override IEnumerable<Change> Find(Finding finding)
    {
        var source = finding.Source;
        if (finding.Interface is not { } declaration || source.Model.GetDeclaredSymbol(declaration, source.CancellationToken) is not { } type)
            yield break;
        // The parts of a partial interface must agree, and what hides around it or in it stays hidden.
        if (type.DeclaringSyntaxReferences.Length != 1 || !IsHidden(type) || !IsReachable(type.ContainingType) || !UsesVisibleTypes(type))
            yield break;
        yield return new Change($"Make '{type.Name}' internal", Key, declaration, node => MakeInternal((InterfaceDeclarationSyntax)node));
    }

    private static InterfaceDeclarationSyntax MakeInternal(InterfaceDeclarationSyntax declaration)
    {
        var modifiers = declaration.Modifiers;
        var written = modifiers.Where(modifier => modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword).ToList();
        var token = SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (written.Count > 0)
        {
            foreach (var modifier in written.Skip(1))
                modifiers = modifiers.Remove(modifiers.First(m => m.IsKind(modifier.Kind())));
            return declaration.WithModifiers(modifiers.Replace(modifiers.First(m => m.IsKind(written[0].Kind())), token.WithTriviaFrom(written[0])));
        }
        if (modifiers.Count > 0)
        {
            var first = modifiers[0];
            modifiers = modifiers.Replace(first, first.WithLeadingTrivia());
            return declaration.WithModifiers(modifiers.Insert(0, token.WithLeadingTrivia(first.LeadingTrivia)));
        }
        var keyword = declaration.Keyword;
        return declaration.WithKeyword(keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(token.WithLeadingTrivia(keyword.LeadingTrivia)));
    }

    private static bool IsHidden(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    private static bool IsReachable(INamedTypeSymbol? type) => type is null || !IsHidden(type) && !type.IsFileLocal && IsReachable(type.ContainingType);

    private static bool UsesVisibleTypes(INamedTypeSymbol type) =>
        type.Interfaces.All(IsVisible)
        && type.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes).All(IsVisible)
        && type.GetMembers().OfType<IMethodSymbol>().All(method => IsVisible(method.ReturnType) && method.Parameters.All(parameter => IsVisible(parameter.Type)));

    private static bool IsVisible(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsVisible(array.ElementType),
        IPointerTypeSymbol pointer => IsVisible(pointer.PointedAtType),
        INamedTypeSymbol named => IsReachable(named) && named.TypeArguments.All(IsVisible),
        _ => true,
    };
}
