using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>The written part of a serializer context that its attributes are on.</summary>
internal static class ContextParts
{
    private const string Attribute = "System.Text.Json.Serialization.JsonSerializable";

    /// <summary>The part that has attributes, since the serializer's generator fails on them in two; else the first. Null where nobody here wrote one.</summary>
    public static (Document Document, TypeDeclarationSyntax Part)? Find(Solution solution, INamedTypeSymbol json, CancellationToken cancellationToken)
    {
        var annotated = json.GetAttributes().FirstOrDefault(KnownAttributes.IsJsonSerializable)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken);
        var parts = json.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).Prepend(annotated);
        foreach (var syntax in parts)
        {
            if (syntax?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } part && solution.GetDocument(part.SyntaxTree) is { } document and not SourceGeneratedDocument)
                return (document, part);
        }
        return null;
    }

    /// <summary>The part with an attribute for each type, behind those that are there.</summary>
    public static TypeDeclarationSyntax Add(TypeDeclarationSyntax part, IReadOnlyList<ITypeSymbol> types, Document document)
    {
        var generator = SyntaxGenerator.GetGenerator(document);
        var endOfLine = LineBreaks.Of(part.SyntaxTree.GetRoot());
        var leading = part.GetLeadingTrivia();
        var indentation = leading.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToList();
        // What stands before the class stays before its attributes.
        var bare = part.WithLeadingTrivia(indentation);
        var name = part.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(IsSerializable)?.Name
            ?? SyntaxFactory.ParseName("global::" + Attribute).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        var added = types.Select(type =>
        {
            var expression = ((TypeSyntax)generator.TypeExpression(type)).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
            var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(expression));
            var attribute = SyntaxFactory.Attribute(name.WithoutTrivia(), SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)));
            return SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)).WithLeadingTrivia(indentation).WithTrailingTrivia(endOfLine);
        });
        var lists = bare.AttributeLists;
        var at = lists.LastIndexOf(list => list.Attributes.Any(IsSerializable)) + 1;
        return (TypeDeclarationSyntax)bare.WithAttributeLists(lists.InsertRange(at, added)).WithLeadingTrivia(leading);
    }

    private static bool IsSerializable(AttributeSyntax attribute) => attribute.Name.ToString() is var name
        && (name.EndsWith("JsonSerializable", StringComparison.Ordinal) || name.EndsWith("JsonSerializableAttribute", StringComparison.Ordinal));
}
