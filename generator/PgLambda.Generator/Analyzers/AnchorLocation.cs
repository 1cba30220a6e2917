using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PgLambda.Generator.Parsing;

namespace PgLambda;

/// <summary>Finds the characters that an anchor means.</summary>
internal static class AnchorLocation
{
    public static Location Find(Anchor anchor, CancellationToken cancellationToken)
    {
        if (anchor.Attribute?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax attribute)
        {
            return anchor.Argument is not null && FindArgument(attribute, anchor.Argument) is { } expression
                ? InLiteral(expression, anchor.Start, anchor.Length)
                : attribute.GetLocation();
        }
        var syntax = anchor.Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
        var type = !anchor.OfType ? null : syntax switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            ParameterSyntax parameter => parameter.Type,
            _ => null,
        };
        return type?.GetLocation() ?? anchor.Symbol.Locations.FirstOrDefault() ?? Location.None;
    }

    private static ExpressionSyntax? FindArgument(AttributeSyntax attribute, string name)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        foreach (var argument in arguments)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == name || argument.NameColon?.Name.Identifier.ValueText == name)
                return argument.Expression;
        }
        return name == Anchor.FunctionArgument
            ? arguments.FirstOrDefault(argument => argument.NameEquals is null && argument.NameColon is null)?.Expression
            : null;
    }

    // The part of the value is a part of the source only where the argument is one literal.
    private static Location InLiteral(ExpressionSyntax expression, int start, int length)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        if (length < 0 || expression is not LiteralExpressionSyntax literal || LiteralMap.Create(literal.Token) is not { } map)
            return expression.GetLocation();
        var from = map.PositionOf(start);
        var to = map.PositionOf(start + length);
        // Something missing has no characters; the quote that closes the literal stands for it.
        if (from == to)
            to = Math.Min(to + 1, literal.Token.Span.End);
        return Location.Create(expression.SyntaxTree, TextSpan.FromBounds(from, to));
    }
}
