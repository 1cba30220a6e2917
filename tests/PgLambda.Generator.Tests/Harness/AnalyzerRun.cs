using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Tests;

/// <summary>Runs generator and analyzers together, as a build does, and checks what must hold for every source: no client exactly where an error says why.</summary>
internal static class AnalyzerRun
{
    /// <summary>Compares the diagnostics with the markup; information that is not marked is not expected to be absent.</summary>
    public static Task VerifyAsync(params string[] markups) => VerifyAsync(TestCompilation.ParseOptions(), markups);

    public static Task VerifyAsync(CSharpParseOptions options, params string[] markups) => VerifyAsync(options, [], markups);

    /// <summary>The same, with other generators in the build.</summary>
    public static Task VerifyAsync(IIncrementalGenerator[] others, params string[] markups) => VerifyAsync(TestCompilation.ParseOptions(), others, markups);

    private static async Task VerifyAsync(CSharpParseOptions options, IIncrementalGenerator[] others, string[] markups)
    {
        var parsed = markups.Select(Markup.Parse).ToArray();
        var diagnostics = await RunAsync(TestCompilation.Create(options, [.. parsed.Select(p => p.Source)]), others);

        var expected = parsed.SelectMany((p, i) => p.Expected.Select(e => (e.Id, $"Source{i}.cs", Widen(p.Source, e.Span)))).Order(Comparer).ToList();
        var marked = expected.Select(e => e.Id).ToHashSet();
        var actual = diagnostics
            .Where(d => d.Severity >= DiagnosticSeverity.Warning || marked.Contains(d.Id))
            .Select(d => (d.Id, d.Location.SourceTree?.FilePath ?? "", d.Location.SourceSpan))
            .Order(Comparer)
            .ToList();
        Assert.True(expected.SequenceEqual(actual), $"Expected: {string.Join("; ", expected)}\nActual:   {string.Join("; ", diagnostics)}");
    }

    public static async Task<ImmutableArray<Diagnostic>> RunAsync(CSharpCompilation compilation, params IIncrementalGenerator[] others)
    {
        var (result, output) = Generate(compilation, others);
        var diagnostics = await AnalyzeAsync(output);
        AssertNoClientExactlyWhereAnError(output, result, diagnostics);
        return diagnostics;
    }

    /// <summary>What our generator makes, and the finished compilation with the output of all.</summary>
    public static (GeneratorRunResult Result, Compilation Output) Generate(CSharpCompilation compilation, params IIncrementalGenerator[] others)
    {
        var options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        var driver = GeneratorRun.CreateDriver(options, others).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        var results = driver.GetRunResult().Results;
        Assert.All(results, result => Assert.Null(result.Exception));
        return (results[0], output);
    }

    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation)
    {
        var crashes = new List<Exception>();
        var analyzed = compilation.WithAnalyzers(LambdaAnalyzers.All, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) =>
            {
                lock (crashes)
                    crashes.Add(exception);
            }, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var diagnostics = await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(crashes);
        return diagnostics;
    }

    private static void AssertNoClientExactlyWhereAnError(Compilation compilation, GeneratorRunResult result, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var type in Types(compilation.Assembly.GlobalNamespace))
        {
            if (!LambdaInterface.IsLambdaInterface(type))
                continue;
            var hasClient = result.GeneratedSources.Any(source => source.SourceText.ToString().Contains($": {type.ToDisplayString(CSharpText.TypeFormat)}\n", StringComparison.Ordinal));
            var hasError = diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error && type.DeclaringSyntaxReferences.Any(reference => IsIn(reference, d.Location)));
            Assert.True(hasClient != hasError, $"{type}: client {hasClient}, error {hasError}");
        }
    }

    // What is wrong in a nested type, a local function or a lambda is not wrong with the interface around it.
    private static bool IsIn(SyntaxReference reference, Location location)
    {
        if (reference.SyntaxTree != location.SourceTree || !reference.Span.Contains(location.SourceSpan))
            return false;
        var innermost = reference.SyntaxTree.GetRoot().FindNode(location.SourceSpan).AncestorsAndSelf()
            .FirstOrDefault(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax);
        return innermost == reference.GetSyntax();
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    // A diagnostic has at least one character; what is missing is shown at the next one.
    private static TextSpan Widen(string source, TextSpan span) => span.IsEmpty ? new TextSpan(span.Start, Math.Min(1, source.Length - span.Start)) : span;

    private static readonly IComparer<(string Id, string File, TextSpan Span)> Comparer =
        Comparer<(string Id, string File, TextSpan Span)>.Create((a, b) => (a.File, a.Span.Start, a.Span.End, a.Id).CompareTo((b.File, b.Span.Start, b.Span.End, b.Id)));
}
