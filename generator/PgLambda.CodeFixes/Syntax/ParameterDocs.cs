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
        if (comment is null || leading.Any(trivia => trivia.IsDirective))
            return method;
        if (comment.Content.OfType<XmlElementSyntax>().LastOrDefault(element => element.StartTag.Name.ToString() == "param") is not { } last)
            return method;

        var written = leading.ToFullString();
        // The new line begins as that of the last parameter does: with /// or with whatever stands in front in a comment of several lines.
        var margin = Margin(written, last.SpanStart - leading.FullSpan.Start);
        var line = $"{(margin is null ? " " : endOfLine + margin)}<param name=\"{name}\">{text}</param>";
        return method.WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(written.Insert(last.Span.End - leading.FullSpan.Start, line)));
    }

    // What stands in front of an element on its line; null where that is the beginning of the comment itself, or another element.
    private static string? Margin(string written, int position)
    {
        var start = written.LastIndexOf('\n', position - 1) + 1;
        var margin = written.Substring(start, position - start);
        return margin.Contains("/**") || margin.Contains('<') ? null : margin;
    }
}
