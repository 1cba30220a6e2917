using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.Generator.Analyzers;

/// <summary>Finds the characters that the target of a finding means.</summary>
internal static class TargetLocation
{
    public static Location Find(DiagnosticTarget target, Compilation compilation, CancellationToken cancellationToken)
    {
        if (target.Attribute?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax attribute)
        {
            return target.Argument is not null && FindArgument(attribute, target.Argument) is { } expression
                ? InConstant(expression, target.Start, target.Length, compilation, cancellationToken)
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

    // What is named only, a constant of another place, is shown where it is named.
    private static Location InConstant(ExpressionSyntax expression, int start, int length, Compilation compilation, CancellationToken cancellationToken)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        if (length < 0 || ConstantMap.Create(expression, ValueOf) is not { } map)
            return expression.GetLocation();
        var span = map.SpanOf(start, length);
        // Something missing has no characters; the one that follows, or the quote that closes the constant, stands for it.
        return Location.Create(expression.SyntaxTree, span.Length > 0 ? span : new TextSpan(span.Start, Math.Min(1, expression.Span.End - span.Start)));

        string? ValueOf(ExpressionSyntax piece) => compilation.ContainsSyntaxTree(piece.SyntaxTree)
            ? compilation.GetSemanticModel(piece.SyntaxTree).GetConstantValue(piece, cancellationToken).Value as string
            : null;
    }
}
