using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.CodeFixes;

internal static class ParameterDocs
{
    /// <summary>Documents a new parameter where the others are documented: the compiler warns about one that is left out.</summary>
    public static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, string name, string text, SyntaxTrivia endOfLine)
    {
        var leading = method.GetLeadingTrivia();
        var comment = leading.Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>().LastOrDefault();
        // Read again by themselves, directives would have lost their counterparts.
        if (comment is null || !comment.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || leading.Any(trivia => trivia.IsDirective))
            return method;
        if (comment.Content.OfType<XmlElementSyntax>().LastOrDefault(element => element.StartTag.Name.ToString() == "param") is not { } last)
            return method;

        var indentation = leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? leading[leading.Count - 1].ToString() : "";
        var written = leading.ToFullString();
        var line = $"{endOfLine}{indentation}/// <param name=\"{name}\">{text}</param>";
        return method.WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(written.Insert(last.Span.End - leading.FullSpan.Start, line)));
    }
}
