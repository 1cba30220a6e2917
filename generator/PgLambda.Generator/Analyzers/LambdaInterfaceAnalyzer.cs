using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PgLambda.Generator.Analyzers;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;
using PgLambda.Generator.Parsing;
using PgLambda.Generator.Symbols;

namespace PgLambda;

/// <summary>
/// Reports what the generator's own parser finds in an interface: where it reports an error, there is no client, and nowhere else. It also sees what other
/// generators made, which the generator did not: an interface that is right only with that has no client, and here it is said why.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LambdaInterfaceAnalyzer : DiagnosticAnalyzer
{
    // The same rules, for messages that are complete already.
    private static readonly ConcurrentDictionary<DiagnosticDescriptor, DiagnosticDescriptor> FormattedRules = new();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.OfInterfaces.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // An interface that a tool wrote has no client for the same reasons as any other; what is no error is the tool's own business.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (!AttributeUse.IsWithinReach(start.Compilation, start.CancellationToken))
                return;
            // Made at the first client that is missing, and for most compilations never.
            var view = new Lazy<Compilation?>(() => GeneratorView.Of(start.Compilation, CancellationToken.None));
            var unexplained = new ConcurrentBag<Diagnostic>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, view, unexplained), SymbolKind.NamedType);
            // Not while somebody types: an editor may run generators later than analyzers.
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var diagnostic in unexplained)
                    end.ReportDiagnostic(diagnostic);
            });
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<Compilation?> view, ConcurrentBag<Diagnostic> unexplained)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!LambdaInterface.IsLambdaInterface(type))
        {
            if (LambdaInterface.IsBareHeir(type) && !context.IsGeneratedCode)
                Report(context, Rules.HeirWithoutClient, type.Name, CSharpText.Short(LambdaInterface.FindAncestor(type)!));
            return;
        }
        if (ClientClass.HasMember(type, AddedNames.CompiledTwice))
        {
            Report(context, Rules.CompiledTwice, ClientClass.NameOf(type));
            return;
        }
        var client = InterfaceParser.Parse(type, context.Compilation, SourceView.Everything, Reporter(context, type, context.IsGeneratedCode ? DiagnosticSeverity.Error : DiagnosticSeverity.Hidden), context.CancellationToken);
        if (client is not null && !ClientClass.Exists(type) && !ExplainWithoutGenerated(context, type, view.Value))
            unexplained.Add(Diagnostic.Create(Rules.NoClient, TargetLocation.Find(DiagnosticTarget.At(type), context.Compilation, context.CancellationToken), type.Name, client.Name, WhatWasNotSeen(type, context.CancellationToken)));
    }

    private static string WhatWasNotSeen(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.All(part => GeneratorView.IsGenerated(part.SyntaxTree, cancellationToken))
            ? "another generator declares it, as that of Razor does what is in @code, and generators do not see each other's output; move it to a .cs file of the project"
            : "the generator did not see it so, as where another source generator writes a part of it; write that in a .cs file of the project";

    // The generator's own question, asked again about what it saw.
    private static bool ExplainWithoutGenerated(SymbolAnalysisContext context, INamedTypeSymbol type, Compilation? view)
    {
        if (view is null || GeneratorView.Find(view, type) is not { } seen || !LambdaInterface.IsLambdaInterface(seen))
            return false;
        return InterfaceParser.Parse(seen, view, SourceView.WithoutGenerated, Reporter(context, seen, DiagnosticSeverity.Error), context.CancellationToken) is null;
    }

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor rule, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, TargetLocation.Find(DiagnosticTarget.At(context.Symbol), context.Compilation, context.CancellationToken), arguments));

    private static Report Reporter(SymbolAnalysisContext context, INamedTypeSymbol type, DiagnosticSeverity least)
    {
        var inherited = new HashSet<string>(StringComparer.Ordinal);
        return (rule, target, arguments) =>
        {
            if (SymbolEqualityComparer.Default.Equals(target.Symbol, type) || SymbolEqualityComparer.Default.Equals(target.Symbol.ContainingType, type))
            {
                if (rule.DefaultSeverity >= least)
                    context.ReportDiagnostic(Diagnostic.Create(rule, TargetLocation.Find(target, context.Compilation, context.CancellationToken), arguments));
                return;
            }
            // What is inherited is reported here only if it leaves this interface without a client, and at its name: the base may be in another assembly.
            if (rule.DefaultSeverity < DiagnosticSeverity.Error)
                return;
            var message = InheritedMessage(target.Symbol, string.Format(CultureInfo.InvariantCulture, rule.MessageFormat.ToString(CultureInfo.InvariantCulture), arguments));
            if (inherited.Add(rule.Id + message))
                context.ReportDiagnostic(Diagnostic.Create(Formatted(rule), TargetLocation.Find(DiagnosticTarget.At(type), context.Compilation, context.CancellationToken), message));
        };
    }

    // Which member it is about, where the message does not say so by itself.
    private static string InheritedMessage(ISymbol symbol, string message)
    {
        var member = symbol is IParameterSymbol ? symbol.ContainingSymbol : symbol;
        if (member is not IMethodSymbol { ContainingType: { } declaring } || message.Contains($"'{member.Name}'"))
            return message;
        return $"The inherited '{CSharpText.Short(declaring)}.{member.Name}': {message}";
    }

    private static DiagnosticDescriptor Formatted(DiagnosticDescriptor rule) =>
        FormattedRules.GetOrAdd(rule, static rule => new DiagnosticDescriptor(rule.Id, rule.Title, "{0}", rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, helpLinkUri: rule.HelpLinkUri, customTags: rule.CustomTags.ToArray()));
}
