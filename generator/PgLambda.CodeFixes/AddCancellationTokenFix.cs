using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>Adds a <c>CancellationToken</c> as the last parameter (PGL0206), or before a <c>params</c> one, which must stay the last.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class AddCancellationTokenFix() : LambdaCodeFixProvider(Rules.NoCancellationToken)
{
    public const string Key = "PgLambda.AddCancellationToken";

    protected override bool ChangesDeclarations => true;

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Method is not { } method || finding.Symbol(method) is not { } symbol || finding.Types.CancellationToken() is not { } type)
            yield break;
        var parameters = method.ParameterList.Parameters;
        if (method.ParameterList.ContainsDiagnostics || parameters.Any(parameter => parameter.Identifier.IsKind(SyntaxKind.ArgListKeyword)))
            yield break;

        var isParams = parameters.Count > 0 && parameters.Last().Modifiers.Any(SyntaxKind.ParamsKeyword);
        // Before params it cannot be left out, and what cannot be left out cannot follow what can.
        if (isParams && parameters.Any(parameter => parameter.Default is not null))
            yield break;
        var index = isParams ? parameters.Count - 1 : parameters.Count;
        if (HasOverload(symbol, index))
            yield break;

        var name = FreeName(method);
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(type.WithTrailingTrivia(SyntaxFactory.Space));
        if (!isParams)
            parameter = parameter.WithDefault(Default);
        var endOfLine = LineBreaks.Of(finding.Source.Root);
        yield return new Change("Add a CancellationToken parameter", Key, method, node =>
        {
            var current = (MethodDeclarationSyntax)node;
            current = current.WithParameterList(ParameterLists.Insert(current.ParameterList, index, parameter, endOfLine));
            return ParameterDocs.Add(current, name, "Cancels the call.", endOfLine);
        });
    }

    private static EqualsValueClauseSyntax Default => SyntaxFactory.EqualsValueClause(
        SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
        SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression));

    // Any name that the method mentions might be in the way, in a body too.
    private static string FreeName(MethodDeclarationSyntax method)
    {
        const string name = "cancellationToken";
        var taken = new HashSet<string>(method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return !taken.Contains(name) ? name : Enumerable.Range(1, int.MaxValue).Select(i => name + i).First(candidate => !taken.Contains(candidate));
    }

    private static bool HasOverload(IMethodSymbol method, int index) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
        other.Arity == method.Arity
        && other.Parameters.Length == method.Parameters.Length + 1
        && KnownTypes.IsCancellationToken(other.Parameters[index].Type)
        && method.Parameters.Select((parameter, i) => (parameter, other: other.Parameters[i < index ? i : i + 1])).All(pair => IsSame(pair.parameter.Type, pair.other.Type)));

    private static bool IsSame(ITypeSymbol a, ITypeSymbol b) =>
        SymbolEqualityComparer.Default.Equals(a, b)
        || a is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } x && b is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } y && x.Ordinal == y.Ordinal;
}
