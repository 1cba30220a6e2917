using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace PgLambda.Generator.Tests;

/// <summary>Source with expected diagnostics in it: <c>{|PGL0005:12345|}</c>, as the Roslyn testing library writes them; <c>{|PGL0001:|}</c> expects one at the next character.</summary>
internal static partial class Markup
{
    public static (string Source, IReadOnlyList<(string Id, TextSpan Span)> Expected) Parse(string markup)
    {
        var source = new StringBuilder();
        var expected = new List<(string, TextSpan)>();
        var open = new Stack<(string Ids, int Start)>();
        var last = 0;
        foreach (Match match in Delimiter().Matches(markup))
        {
            source.Append(markup, last, match.Index - last);
            last = match.Index + match.Length;
            if (match.Groups[1].Success)
            {
                open.Push((match.Groups[1].Value, source.Length));
                continue;
            }
            var (ids, start) = open.Pop();
            expected.AddRange(ids.Split(',').Select(id => (id, TextSpan.FromBounds(start, source.Length))));
        }
        source.Append(markup, last, markup.Length - last);
        return (source.ToString(), expected);
    }

    [GeneratedRegex(@"\{\|((?:PGL[0-9]{4},?)+):|\|\}")]
    private static partial Regex Delimiter();
}
