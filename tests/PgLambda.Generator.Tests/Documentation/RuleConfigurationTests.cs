using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.Generator.Tests;

/// <summary>Severities can be set and rules suppressed as those of any analyzer, and what is generated does not depend on it.</summary>
public class RuleConfigurationTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Theory, MemberData(nameof(Ids))]
    public async Task None_silences_the_rule(string id) => Assert.Empty(await ReportAsync(id, WithEditorConfig(Wrong(id), $"dotnet_diagnostic.{id}.severity = none")));

    [Theory, MemberData(nameof(Ids))]
    public async Task Editor_config_sets_the_severity(string id)
    {
        foreach (var (text, severity) in new[] { ("error", DiagnosticSeverity.Error), ("warning", DiagnosticSeverity.Warning), ("suggestion", DiagnosticSeverity.Info) })
        {
            var diagnostics = await ReportAsync(id, WithEditorConfig(Wrong(id), $"dotnet_diagnostic.{id}.severity = {text}"));
            Assert.NotEmpty(diagnostics);
            Assert.All(diagnostics, d => Assert.Equal((id, severity), (d.Id, d.Severity)));
        }
    }

    [Fact]
    public async Task Editor_config_of_another_rule_changes_nothing() => Assert.All(
        await ReportAsync("PGL0012", WithEditorConfig(Wrong("PGL0012"), "dotnet_diagnostic.PGL0013.severity = error")),
        d => Assert.Equal(("PGL0012", DiagnosticSeverity.Warning), (d.Id, d.Severity)));

    [Theory, MemberData(nameof(Ids))]
    public async Task No_warn_silences_the_rule(string id) => Assert.Empty(await ReportAsync(id, WithOption(Wrong(id), id, ReportDiagnostic.Suppress)));

    [Theory, MemberData(nameof(Ids))]
    public async Task Warnings_as_errors_raises_the_rule(string id) => Assert.All(
        await ReportAsync(id, WithOption(Wrong(id), id, ReportDiagnostic.Error)),
        d => Assert.Equal((id, DiagnosticSeverity.Error), (d.Id, d.Severity)));

    [Theory, MemberData(nameof(Ids))]
    public async Task Pragma_silences_the_rule(string id)
    {
        var compilation = Wrong(id);
        var tree = compilation.SyntaxTrees[0];
        var text = $"#pragma warning disable {id}\n{tree.GetText(TestContext.Current.CancellationToken)}";
        Assert.Empty(await ReportAsync(id, compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text)))));
    }

    [Fact]
    public async Task Pragma_silences_up_to_its_restore()
    {
        var diagnostics = await ReportAsync("PGL0012", TestCompilation.Create(TestCompilation.Usings + """
            public interface IOrderFunctions
            {
            #pragma warning disable PGL0012
                [LambdaFunction("price-order", Region = "eu-west-8")]
                Task<decimal> PriceAsync(string sku, CancellationToken cancellationToken = default);
            #pragma warning restore PGL0012

                [LambdaFunction("cancel-order", Region = "eu-west-9")]
                Task CancelAsync(string sku, CancellationToken cancellationToken = default);
            }
            """));
        Assert.Contains("'eu-west-9'", Assert.Single(diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ids))]
    public void What_is_generated_does_not_depend_on_it(string id)
    {
        var compilation = Wrong(id);
        var expected = Generate(compilation);
        Assert.Equal(expected, Generate(WithOption(compilation, id, ReportDiagnostic.Suppress)));
        Assert.Equal(expected, Generate(WithOption(compilation, id, ReportDiagnostic.Error)));
        // PGL0125 is the assembly's, whose clients are none the worse; of a client that is there already, the mark is made that says so.
        Assert.Equal(Rules.All.Single(rule => rule.Id == id).DefaultSeverity == DiagnosticSeverity.Error && id is not ("PGL0125" or "PGL0129") || id == "PGL0204", expected.Length == 0);
    }

    private static CSharpCompilation Wrong(string id) => RuleExample.Compile(RulePage.Of(id), "Wrong");

    private static async Task<ImmutableArray<Diagnostic>> ReportAsync(string id, CSharpCompilation compilation)
    {
        var output = AnalyzerRun.Generate(compilation, RuleExample.OtherGenerators(RulePage.Of(id), "Wrong")).Output;
        return [.. (await AnalyzerRun.AnalyzeAsync(output)).Where(d => !d.IsSuppressed)];
    }

    private static string[] Generate(CSharpCompilation compilation) => [.. GeneratorRun.CreateDriver((CSharpParseOptions)compilation.SyntaxTrees[0].Options)
        .RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single().GeneratedSources.Select(source => source.SourceText.ToString())];

    private static CSharpCompilation WithOption(CSharpCompilation compilation, string id, ReportDiagnostic report) =>
        compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([KeyValuePair.Create(id, report)]));

    // As the compiler does it: the file is parsed, and asked for each source file's options.
    private static CSharpCompilation WithEditorConfig(CSharpCompilation compilation, string line)
    {
        var set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse($"root = true\n[*.cs]\n{line}\n", "/project/.editorconfig")));
        return compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(set)));
    }

    private sealed class EditorConfig(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath("/project/" + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
