using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Analyzers;

namespace PgLambda.CodeFixes;

/// <summary>Changes a part of a string literal's value where it is written, so that the rest stays as it is: quotes, verbatim or raw form, escapes.</summary>
internal static class LiteralText
{
    /// <summary>The value, or null where the expression is not a string literal on one line.</summary>
    public static string? ValueOf(ExpressionSyntax? expression) =>
        expression is LiteralExpressionSyntax literal && LiteralMap.Create(literal.Token) is not null ? literal.Token.ValueText : null;

    /// <summary>Where a character of the value is written, or -1.</summary>
    public static int PositionOf(ExpressionSyntax expression, int index) =>
        expression is LiteralExpressionSyntax literal && LiteralMap.Create(literal.Token) is { } map ? map.PositionOf(index) : -1;

    public static LiteralExpressionSyntax? Splice(ExpressionSyntax? expression, int start, int length, string text)
    {
        if (expression is not LiteralExpressionSyntax literal || LiteralMap.Create(literal.Token) is not { } map)
            return null;
        var value = literal.Token.ValueText;
        var from = map.PositionOf(start) - literal.Token.SpanStart;
        var to = map.PositionOf(start + length) - literal.Token.SpanStart;
        var written = literal.Token.Text.Substring(0, from) + text + literal.Token.Text.Substring(to);
        // What stands before may take the new text for a part of an escape.
        return SyntaxFactory.ParseExpression(written, options: literal.SyntaxTree.Options) is LiteralExpressionSyntax result
            && !result.ContainsDiagnostics
            && result.Token.ValueText == value.Substring(0, start) + text + value.Substring(start + length)
            ? result.WithTriviaFrom(literal)
            : null;
    }
}
