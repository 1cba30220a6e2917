using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using PgLambda.Generator.Parsing;

namespace PgLambda.CodeFixes;

/// <summary>The arguments of a <c>[LambdaFunction]</c>.</summary>
internal static class AttributeArguments
{
    public static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    public static AttributeArgumentSyntax? FindFunction(AttributeSyntax attribute) => attribute.ArgumentList?.Arguments.FirstOrDefault(IsFunction);

    public static bool IsFunction(AttributeArgumentSyntax argument) =>
        argument.NameEquals is null && argument.NameColon?.Name.Identifier.ValueText is null or Anchor.FunctionArgument;

    public static SyntaxNode Remove(SyntaxNode attribute, string name)
    {
        if (Find((AttributeSyntax)attribute, name) is not { } argument) return attribute;
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
        var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(name), null, literal).WithAdditionalAnnotations(Formatter.Annotation);
        var list = attribute.ArgumentList!;
        return attribute.WithArgumentList(list.WithArguments(list.Arguments.Insert(1, argument)));
    }

    private static bool HasComment(AttributeArgumentSyntax argument)
    {
        var last = argument.GetLastToken();
        var separator = last.GetNextToken();
        var trivia = argument.GetLeadingTrivia().Concat(argument.GetTrailingTrivia());
        if (separator.IsKind(SyntaxKind.CommaToken)) trivia = trivia.Concat(separator.LeadingTrivia).Concat(separator.TrailingTrivia);
        return trivia.Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));
    }
}
