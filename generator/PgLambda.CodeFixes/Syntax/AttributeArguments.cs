using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>The arguments of a <c>[LambdaFunction]</c>.</summary>
internal static class AttributeArguments
{
    public static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    public static AttributeArgumentSyntax? FindFunction(AttributeSyntax attribute) => attribute.ArgumentList?.Arguments.FirstOrDefault(IsFunction);

    public static bool IsFunction(AttributeArgumentSyntax argument) =>
        argument.NameEquals is null && argument.NameColon?.Name.Identifier.ValueText is null or FunctionAttribute.Function;

    public static SyntaxNode Remove(SyntaxNode attribute, string name)
    {
        if (Find((AttributeSyntax)attribute, name) is not { } argument)
            return attribute;
        // The line of the argument goes with it, unless somebody wrote something there.
        var options = HasComment(argument) ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepNoTrivia;
        return attribute.RemoveNode(argument, options)!;
    }

    public static SyntaxNode ReplaceFunction(SyntaxNode attribute, ExpressionSyntax expression) =>
        FindFunction((AttributeSyntax)attribute) is { } argument ? attribute.ReplaceNode(argument.Expression, expression) : attribute;

    /// <summary>Puts <c>name = "value"</c> behind the function.</summary>
    public static SyntaxNode Add(SyntaxNode node, string name, string value)
    {
        var attribute = (AttributeSyntax)node;
        var literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value));
        var equals = SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space);
        var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name), equals), null, literal);
        var list = attribute.ArgumentList!;
        var items = list.Arguments.ToList();
        var separators = list.Arguments.GetSeparators().ToList();
        if (items[0].GetTrailingTrivia() is var trailing && trailing.Any(SyntaxKind.EndOfLineTrivia))
        {
            items[0] = items[0].WithoutTrailingTrivia();
            argument = argument.WithTrailingTrivia(trailing);
        }
        items.Insert(1, argument);
        separators.Insert(0, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return attribute.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(items, separators)));
    }

    private static bool HasComment(AttributeArgumentSyntax argument)
    {
        // With the last argument, the comma before it goes.
        var next = argument.GetLastToken().GetNextToken();
        var separator = next.IsKind(SyntaxKind.CommaToken) ? next : argument.GetFirstToken().GetPreviousToken();
        return argument.GetLeadingTrivia().Concat(argument.GetTrailingTrivia()).Concat(separator.LeadingTrivia).Concat(separator.TrailingTrivia)
            .Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
    }
}
