using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.CodeFixes;

/// <summary>Returns <c>Task</c>, <c>Task&lt;T&gt;</c> (PGL0102) or <c>Task&lt;IReadOnlyList&lt;T&gt;&gt;</c> (PGL0104).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class MakeAsynchronousFix() : LambdaCodeFixProvider(Rules.SynchronousReturn, Rules.AsyncStream)
{
    public const string Key = "PgLambda.MakeAsynchronous";

    protected override bool ChangesDeclarations => true;

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Method is not { } method || NewType(finding, method) is not { } type)
            yield break;
        type = type.WithTriviaFrom(method.ReturnType);
        yield return new Change("Make the method asynchronous", Key, method, node =>
        {
            var current = ((MethodDeclarationSyntax)node).WithReturnType(type);
            return ReturnTypes.HasBody(current) ? AddAsync(current) : current;
        });
    }

    private static TypeSyntax? NewType(Finding finding, MethodDeclarationSyntax method)
    {
        var (types, written) = (finding.Types, method.ReturnType);
        if (finding.Id == Rules.AsyncStream.Id)
        {
            return !ReturnTypes.HasBody(method) && GenericNames.Find(written)?.TypeArgumentList.Arguments is { Count: 1 } items && types.ReadOnlyList(items[0]) is { } list
                ? types.Task(list)
                : null;
        }
        if (finding.Type(written) is not { } type || ReturnTypes.HasBody(method) && !CanBeAsync(method))
            return null;
        if (type.SpecialType == SpecialType.System_Void)
            return types.Task();
        return CanBeResult(type) ? types.Task(written) : null;
    }

    // ValueTask<T>? is the one task that is taken for a value.
    private static bool CanBeResult(ITypeSymbol type) =>
        type is not (IPointerTypeSymbol or IFunctionPointerTypeSymbol) && !type.IsRefLikeType
        && !(type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && ReturnTypes.IsTask(nullable.TypeArguments[0]));

    private static bool CanBeAsync(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.All(parameter => !parameter.Modifiers.Any(m => m.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword))
        && !method.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(node => node is YieldStatementSyntax);

    private static MethodDeclarationSyntax AddAsync(MethodDeclarationSyntax method)
    {
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword))
            return method;
        var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (method.Modifiers.Count > 0)
            return method.AddModifiers(keyword);
        // The comments in front of the type are in front of the method.
        var type = method.ReturnType;
        return method.WithReturnType(type.WithoutLeadingTrivia()).AddModifiers(keyword.WithLeadingTrivia(type.GetLeadingTrivia()));
    }
}
