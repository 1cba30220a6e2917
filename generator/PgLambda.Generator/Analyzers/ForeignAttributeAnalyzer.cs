using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Parsing;

namespace PgLambda;

/// <summary>
/// Warns where Amazon.Lambda.Annotations and this library meet: its generator goes by the attribute's simple name, so in one project it takes our
/// interface methods for handlers; and its attribute on an interface method calls nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignAttributeAnalyzer : DiagnosticAnalyzer
{
    private const string OtherAttribute = "Amazon.Lambda.Annotations.LambdaFunctionAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.BothLibraries, Rules.ForeignAttribute);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var both = start.Compilation.GetTypeByMetadataName(OtherAttribute) is not null;
            start.RegisterSymbolAction(symbol => Analyze(symbol, both), SymbolKind.Method);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, bool bothLibraries)
    {
        if (context.Symbol is not IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface } method)
            return;
        if (bothLibraries && KnownTypes.FindLambdaFunction(method) is { } own)
        {
            Report(context, Rules.BothLibraries, own, method.Name);
        }
        if (KnownTypes.FindForeignLambdaFunction(method) is { } foreign)
        {
            Report(context, Rules.ForeignAttribute, foreign, foreign.AttributeClass!.ToDisplayString(), method.Name);
        }
    }

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, AttributeData attribute, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, AnchorLocation.Find(Anchor.AtAttribute(context.Symbol, attribute), context.CancellationToken), arguments));
}
