using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.CodeFixes;

internal static class ParameterLists
{
    /// <summary>Inserts a parameter in the way the others are laid out: on the same line, or each on its own.</summary>
    public static ParameterListSyntax Insert(ParameterListSyntax list, int index, ParameterSyntax parameter, SyntaxTrivia endOfLine)
    {
        var items = list.Parameters.ToList();
        var separators = list.Parameters.GetSeparators().ToList();
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken);
        if (items.Count == 0)
        {
            return list.WithParameters(SyntaxFactory.SingletonSeparatedList(parameter));
        }
        var neighbour = items[items.Count - 1];
        var ownLine = HasLineBreak(neighbour.GetFirstToken().GetPreviousToken().TrailingTrivia);
        var indentation = neighbour.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1).ToList();
        var separation = ownLine ? SyntaxFactory.TriviaList(endOfLine) : SyntaxFactory.TriviaList(SyntaxFactory.Space);
        if (ownLine)
            parameter = parameter.WithLeadingTrivia(indentation);

        if (index < items.Count)
        {
            parameter = parameter.WithLeadingTrivia(neighbour.GetLeadingTrivia());
            items[index] = neighbour.WithLeadingTrivia(ownLine ? indentation : []);
            separators.Insert(index, comma.WithTrailingTrivia(separation));
        }
        else
        {
            var trailing = neighbour.GetTrailingTrivia();
            if (HasLineBreak(trailing))
            {
                // A comment behind the last parameter stays on its line, which now ends in a comma.
                items[index - 1] = neighbour.WithoutTrailingTrivia();
                separation = trailing;
                parameter = parameter.WithTrailingTrivia(endOfLine);
            }
            separators.Add(comma.WithTrailingTrivia(separation));
        }
        items.Insert(index, parameter);
        return list.WithParameters(SyntaxFactory.SeparatedList(items, separators));
    }

    private static bool HasLineBreak(SyntaxTriviaList trivia) => trivia.Any(SyntaxKind.EndOfLineTrivia);
}
