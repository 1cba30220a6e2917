using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.CodeFixes;

/// <summary>Makes a nested interface internal, so that its client can see it (PGL0118). Only where that is all there is to do.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class MakeInternalFix() : LambdaCodeFixProvider(Rules.InaccessibleInterface)
{
    public const string Key = "PgLambda.MakeInternal";

    protected override IEnumerable<Change> Find(Finding finding)
    {
        var source = finding.Source;
        if (finding.Interface is not { } declaration || source.Model.GetDeclaredSymbol(declaration, source.CancellationToken) is not { } type) yield break;
        // The parts of a partial interface must agree, and what hides around it or in it stays hidden.
        if (type.DeclaringSyntaxReferences.Length != 1 || !IsHidden(type) || !IsReachable(type.ContainingType) || !UsesVisibleTypes(source, type)) yield break;
        yield return new Change($"Make '{type.Name}' internal", Key, declaration, node => source.Generator.WithAccessibility(node, Accessibility.Internal));
    }

    private static bool IsHidden(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    private static bool IsReachable(INamedTypeSymbol? type) => type is null || !IsHidden(type) && !type.IsFileLocal && IsReachable(type.ContainingType);

    private static bool UsesVisibleTypes(SourceContext source, INamedTypeSymbol type) =>
        type.Interfaces.All(IsVisible)
        && type.GetMembers().OfType<IMethodSymbol>().All(method => IsVisible(method.ReturnType) && method.Parameters.All(parameter => IsVisible(parameter.Type)));

    private static bool IsVisible(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsVisible(array.ElementType),
        IPointerTypeSymbol pointer => IsVisible(pointer.PointedAtType),
        INamedTypeSymbol named => IsReachable(named) && named.TypeArguments.All(IsVisible),
        _ => true,
    };
}
