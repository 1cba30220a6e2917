using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Parsing;

namespace PgLambda;

/// <summary>Reports what the generator's own parser finds in an interface: where it reports an error, there is no client, and nowhere else.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LambdaInterfaceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.OfInterfaces.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(static symbol => Analyze(symbol), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!InterfaceParser.IsLambdaInterface(type))
            return;
        InterfaceParser.Parse(type, context.Compilation, Report, context.CancellationToken);

        void Report(DiagnosticDescriptor rule, Anchor anchor, object[] arguments)
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(anchor.Symbol, type) || SymbolEqualityComparer.Default.Equals(anchor.Symbol.ContainingType, type);
            // What is inherited is reported here only if it leaves this interface without a client, and at its name: the base may be in another assembly.
            if (!isOwn && rule.DefaultSeverity != DiagnosticSeverity.Error)
                return;
            var location = isOwn ? AnchorLocation.Find(anchor, context.CancellationToken) : AnchorLocation.Find(Anchor.At(type), context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(rule, location, arguments));
        }
    }
}
