using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.CodeFixes;

/// <summary>Gives a method a <c>[LambdaFunction]</c> of its own name (PGL0109).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class AnnotateMethodFix() : LambdaCodeFixProvider(Rules.NotAnnotated)
{
    public const string Key = "PgLambda.AnnotateMethod";

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Method is not { } method)
            yield break;
        var function = KebabCase.FunctionName(method.Identifier.ValueText);
        if (!LambdaFunctionName.TryParse(function, out _, out _) || finding.Types.LambdaFunctionAttribute() is not { } name)
            yield break;
        var endOfLine = LineBreaks.Of(finding.Source.Root);
        yield return new Change($"Add [LambdaFunction(\"{function}\")]", Key, method, node => Annotate((MethodDeclarationSyntax)node, name, function, endOfLine));
    }

    private static MethodDeclarationSyntax Annotate(MethodDeclarationSyntax method, NameSyntax name, string function, SyntaxTrivia endOfLine)
    {
        var literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(function));
        var arguments = SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(literal)));
        var attribute = SyntaxFactory.Attribute(name.WithoutTrivia(), arguments);
        var leading = method.GetLeadingTrivia();
        var isFirstOnLine = leading.Any(SyntaxKind.EndOfLineTrivia) || method.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)).WithTrailingTrivia(isFirstOnLine ? endOfLine : SyntaxFactory.Space);

        // What stands before the method stays before its attributes.
        var indentation = isFirstOnLine ? leading.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)) : [];
        var bare = method.WithLeadingTrivia(indentation);
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list)).WithLeadingTrivia(leading);
    }
}
