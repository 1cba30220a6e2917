using Microsoft.CodeAnalysis;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Parsing;

/// <summary>What one parse of an interface carries along.</summary>
internal sealed class ParseContext(INamedTypeSymbol lambdaInterface, Compilation compilation, Report? report, CancellationToken cancellationToken)
{
    public INamedTypeSymbol Interface { get; } = lambdaInterface;

    public Compilation Compilation { get; } = compilation;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What each attribute's owner was found to say.</summary>
    public Dictionary<ISymbol, FunctionModel?> Functions { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether an error was found: then there is no client.</summary>
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor rule, Anchor anchor, params object[] arguments)
    {
        if (rule.DefaultSeverity == DiagnosticSeverity.Error)
            HasErrors = true;
        report?.Invoke(rule, anchor, arguments);
    }
}
