using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PgLambda.Generator.Analyzers;

/// <summary>Maps the characters of a constant string to where they are written: in a literal, in the pieces of a concatenation, in and between the holes of an interpolation.</summary>
internal sealed class ConstantMap
{
    private readonly List<TextSpan> _spans = [];
    private readonly Func<ExpressionSyntax, string?> _valueOf;
    private int _end;

    private ConstantMap(Func<ExpressionSyntax, string?> valueOf) => _valueOf = valueOf;

    /// <summary>How many characters the constant has.</summary>
    public int Length => _spans.Count;

    /// <param name="expression">The constant.</param>
    /// <param name="valueOf">The value of a piece that is no literal; null where it is not known.</param>
    /// <returns>The map; null where a piece's value is not known.</returns>
    public static ConstantMap? Create(ExpressionSyntax expression, Func<ExpressionSyntax, string?> valueOf)
    {
        var map = new ConstantMap(valueOf);
        return map.Add(expression) ? map : null;
    }

    /// <summary>Where some of the characters are written; for none, the place where they would be.</summary>
    public TextSpan SpanOf(int start, int length)
    {
        start = Math.Min(Math.Max(start, 0), Length);
        var end = Math.Min(start + length, Length);
        return start < end ? TextSpan.FromBounds(_spans[start].Start, _spans[end - 1].End)
            : start < Length ? new TextSpan(_spans[start].Start, 0)
            : new TextSpan(_end, 0);
    }

    private bool Add(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Add(parenthesized.Expression);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return Add(sum.Left) && Add(sum.Right);
            case InterpolatedStringExpressionSyntax interpolated:
                return interpolated.Contents.All(Add);
            case LiteralExpressionSyntax literal when LiteralMap.Create(literal.Token) is { } map:
                for (var i = 0; i < literal.Token.ValueText.Length; i++)
                    _spans.Add(TextSpan.FromBounds(map.PositionOf(i), map.PositionOf(i + 1)));
                _end = map.PositionOf(literal.Token.ValueText.Length);
                return true;
            default:
                return AddWhole(_valueOf(expression), expression.Span);
        }
    }

    private bool Add(InterpolatedStringContentSyntax content) => content switch
    {
        InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole => Add(hole.Expression),
        InterpolatedStringTextSyntax text => AddText(text.TextToken),
        _ => false,
    };

    private bool AddText(SyntaxToken token)
    {
        // Escapes and indentation make the two differ: the piece is then one place.
        if (token.Text != token.ValueText)
            return AddWhole(token.ValueText, token.Span);
        for (var i = 0; i < token.Text.Length; i++)
            _spans.Add(new TextSpan(token.SpanStart + i, 1));
        _end = token.Span.End;
        return true;
    }

    private bool AddWhole(string? value, TextSpan span)
    {
        if (value is null)
            return false;
        for (var i = 0; i < value.Length; i++)
            _spans.Add(span);
        _end = span.End;
        return true;
    }
}
