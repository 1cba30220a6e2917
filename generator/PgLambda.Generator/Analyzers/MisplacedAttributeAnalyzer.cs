using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda;

/// <summary>Reports <c>[LambdaFunction]</c> where no client comes of it: on a type that is not an interface, on such a type's method, a local function or a lambda.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MisplacedAttributeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.NotAnInterfaceMethod);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(static node => Analyze(node), SyntaxKind.Attribute);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (Describe(attribute.Parent?.Parent) is not var (name, what))
            return;
        if (context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type is { } attributeClass && KnownAttributes.IsLambdaFunction(attributeClass))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.NotAnInterfaceMethod, attribute.GetLocation(), name, what));
        }
    }

    // What is inside an interface is the other analyzer's.
    private static (string Name, string What)? Describe(SyntaxNode? node) => node switch
    {
        InterfaceDeclarationSyntax => null,
        TypeDeclarationSyntax type => (type.Identifier.ValueText, Kind(type)),
        EnumDeclarationSyntax type => (type.Identifier.ValueText, "an enum"),
        DelegateDeclarationSyntax type => (type.Identifier.ValueText, "a delegate"),
        LocalFunctionStatementSyntax local => (local.Identifier.ValueText, "a local function"),
        LambdaExpressionSyntax => ("=>", "a lambda expression"),
        _ when node?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } container || container is InterfaceDeclarationSyntax => null,
        MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } method => (method.Identifier.ValueText, "a method of " + Kind(type)),
        AccessorDeclarationSyntax accessor => (accessor.Keyword.ValueText, "an accessor"),
        BaseMethodDeclarationSyntax method => (method.DescendantTokens().FirstOrDefault(token => token.IsKind(SyntaxKind.IdentifierToken)).ValueText, "not an ordinary method"),
        _ => null,
    };

    private static string Kind(TypeDeclarationSyntax type) => type switch
    {
        StructDeclarationSyntax => "a struct",
        RecordDeclarationSyntax => "a record",
        ClassDeclarationSyntax => "a class",
        _ => "an extension block",
    };
}
