using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Analyzers;

/// <summary>Maps the characters of a string literal's value to where they are written, escapes included.</summary>
internal sealed class LiteralMap
{
    private readonly List<int> _positions;

    private LiteralMap(List<int> positions) => _positions = positions;

    /// <summary>The position of a character of the value; of the end for the index behind the last one.</summary>
    public int PositionOf(int index) => _positions[Math.Min(Math.Max(index, 0), _positions.Count - 1)];

    /// <returns>The map, or null where the token is not a string literal.</returns>
    public static LiteralMap? Create(SyntaxToken token)
    {
        var positions = token.Kind() switch
        {
            SyntaxKind.StringLiteralToken when token.Text.StartsWith("@\"", StringComparison.Ordinal) => Verbatim(token),
            SyntaxKind.StringLiteralToken => Regular(token),
            SyntaxKind.SingleLineRawStringLiteralToken => Raw(token),
            SyntaxKind.MultiLineRawStringLiteralToken => RawLines(token),
            _ => null,
        };
        return positions?.Count == token.ValueText.Length + 1 ? new LiteralMap(positions) : null;
    }

    private static List<int> Verbatim(SyntaxToken token)
    {
        var positions = new List<int>();
        var (text, i) = (token.Text, 2);
        while (i < text.Length - 1)
        {
            positions.Add(token.SpanStart + i);
            i += text[i] == '"' ? 2 : 1;
        }
        positions.Add(token.SpanStart + i);
        return positions;
    }

    private static List<int> Regular(SyntaxToken token)
    {
        var positions = new List<int>();
        var (text, i) = (token.Text, 1);
        while (i < text.Length - 1)
        {
            var width = EscapeWidth(text, i);
            positions.Add(token.SpanStart + i);
            // \U may stand for two characters.
            if (width == 10 && string.CompareOrdinal(text, i + 2, "0000", 0, 4) != 0)
                positions.Add(token.SpanStart + i);
            i += width;
        }
        positions.Add(token.SpanStart + i);
        return positions;
    }

    private static int EscapeWidth(string text, int at)
    {
        if (text[at] != '\\' || at + 1 >= text.Length)
            return 1;
        switch (text[at + 1])
        {
            case 'u': return 6;
            case 'U': return 10;
            case 'x':
                var digits = 0;
                while (digits < 4 && at + 2 + digits < text.Length && Uri.IsHexDigit(text[at + 2 + digits]))
                    digits++;
                return 2 + digits;
            default: return 2;
        }
    }

    private static List<int> Raw(SyntaxToken token)
    {
        var quotes = token.Text.TakeWhile(c => c == '"').Count();
        return [.. Enumerable.Range(token.SpanStart + quotes, token.ValueText.Length + 1)];
    }

    // Each line without the white space that stands before the closing quotes; the last line break is not part of the value.
    private static List<int> RawLines(SyntaxToken token)
    {
        var positions = new List<int>();
        var text = token.Text;
        var last = text.LastIndexOf('\n');
        var indentation = text.Substring(last + 1).TakeWhile(c => c != '"').Count();
        var end = last > 0 && text[last - 1] == '\r' ? last - 1 : last;
        for (var i = text.IndexOf('\n') + 1; i <= end;)
        {
            for (var skipped = 0; skipped < indentation && i < end && text[i] is not ('\r' or '\n'); skipped++)
                i++;
            for (; i < end && text[i] != '\n'; i++)
                positions.Add(token.SpanStart + i);
            positions.Add(token.SpanStart + i);
            i++;
        }
        return positions;
    }
}
