using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PgLambda.Generator.Analyzers;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda;

/// <summary>
/// Warns where Amazon.Lambda.Annotations and this library meet: its generator goes by the attribute's simple name, so in one project it takes our
/// interface methods for handlers; and its attribute on an interface method calls nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignAttributeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.BothLibraries, Rules.ForeignAttribute);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (!AttributeUse.IsInSource(start.Compilation, start.CancellationToken))
                return;
            var both = start.Compilation.GetTypeByMetadataName(KnownAttributes.AnnotationsLambdaFunction) is not null;
            start.RegisterSymbolAction(symbol => Analyze(symbol, both), SymbolKind.Method);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, bool bothLibraries)
    {
        if (context.Symbol is not IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface } method)
            return;
        if (bothLibraries && KnownAttributes.FindLambdaFunction(method) is { } own)
        {
            Report(context, Rules.BothLibraries, own, method.Name);
        }
        if (KnownAttributes.FindForeignLambdaFunction(method) is { } foreign)
        {
            Report(context, Rules.ForeignAttribute, foreign, foreign.AttributeClass!.ToDisplayString(), method.Name);
        }
    }

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, AttributeData attribute, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, TargetLocation.Find(DiagnosticTarget.AtAttribute(context.Symbol, attribute), context.Compilation, context.CancellationToken), arguments));
}
