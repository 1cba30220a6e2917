using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.Generator.Analyzers;

/// <summary>Finds the characters that the target of a finding means.</summary>
internal static class TargetLocation
{
    public static Location Find(DiagnosticTarget target, CancellationToken cancellationToken)
    {
        if (target.Attribute?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax attribute)
        {
            return target.Argument is not null && FindArgument(attribute, target.Argument) is { } expression
                ? InLiteral(expression, target.Start, target.Length)
                : attribute.GetLocation();
        }
        var syntax = target.Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
        SyntaxNode? part = (target.Part, syntax) switch
        {
            (DeclarationPart.Type, MethodDeclarationSyntax method) => method.ReturnType,
            (DeclarationPart.Type, ParameterSyntax parameter) => parameter.Type,
            (DeclarationPart.DefaultValue, ParameterSyntax parameter) => parameter.Default?.Value,
            _ => null,
        };
        return part?.GetLocation() ?? target.Symbol.Locations.FirstOrDefault() ?? Location.None;
    }

    // A property's by its name; any other name is that of the constructor's one parameter, whether it is written or not.
    private static ExpressionSyntax? FindArgument(AttributeSyntax attribute, string name)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var found = arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name) ?? arguments.FirstOrDefault(argument => argument.NameEquals is null);
        return found?.Expression;
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
