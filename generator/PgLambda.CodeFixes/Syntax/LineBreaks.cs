using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.CodeFixes;

internal static class LineBreaks
{
    /// <summary>The document's line break, which need not be the machine's.</summary>
    public static SyntaxTrivia Of(SyntaxNode root)
    {
        var first = root.DescendantTrivia(descendIntoTrivia: false).FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return first.IsKind(SyntaxKind.EndOfLineTrivia) ? SyntaxFactory.EndOfLine(first.ToString()) : SyntaxFactory.EndOfLine("\n");
    }
}
