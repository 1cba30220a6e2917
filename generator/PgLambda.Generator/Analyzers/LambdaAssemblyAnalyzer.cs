using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PgLambda.Generator.Analyzers;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Parsing;
using PgLambda.Generator.Symbols;

namespace PgLambda;

/// <summary>Reports what is wrong with <c>[assembly: LambdaClient]</c>, once and where it is written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LambdaAssemblyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.UnreadableArgument, Rules.UnusableJsonContext, Rules.InvalidRegistrationName);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (AttributeUse.IsInSource(start.Compilation, start.CancellationToken))
                start.RegisterSyntaxNodeAction(static node => Analyze(node), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var written = (AttributeSyntax)context.Node;
        if (written.Parent is not AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.AssemblyKeyword }
            || ClientAttribute.Of(context.Compilation.Assembly) is not { } attribute
            || attribute.Data.ApplicationSyntaxReference is not { } reference || reference.SyntaxTree != written.SyntaxTree || reference.Span != written.Span)
        {
            return;
        }
        AssemblyParser.Parse(context.Compilation, (rule, target, arguments) =>
            context.ReportDiagnostic(Diagnostic.Create(rule, TargetLocation.Find(target, context.Compilation, context.CancellationToken), arguments)));
    }
}
