using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Parsing;

namespace PgLambda;

/// <summary>Reports <c>[LambdaFunction]</c> where no client comes of it: on a method that is not an interface's, a local function or a lambda.</summary>
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
        var (name, container) = attribute.Parent?.Parent switch
        {
            MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type and not InterfaceDeclarationSyntax } method => (method.Identifier.ValueText, Kind(type)),
            LocalFunctionStatementSyntax local => (local.Identifier.ValueText, "another method"),
            ParenthesizedLambdaExpressionSyntax => ("lambda", "another method"),
            _ => (null, ""),
        };
        if (name is null) return;
        if (context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type is { } attributeClass && KnownTypes.Is(attributeClass, "LambdaFunctionAttribute", "PgLambda"))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.NotAnInterfaceMethod, attribute.GetLocation(), name, container));
        }
    }

    private static string Kind(TypeDeclarationSyntax type) => type switch
    {
        StructDeclarationSyntax => "a struct",
        RecordDeclarationSyntax => "a record",
        _ => "a class",
    };
}
