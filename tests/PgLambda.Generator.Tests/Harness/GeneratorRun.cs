using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests;

/// <summary>Runs the generator as the compiler does. Each run asserts what must hold for all: the output compiles without warnings, its SQL is what the runtime composes, each method calls what its interface says and reads what it returns, an unrelated edit leaves every step cached, and no analyzer reports an error.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorRunResult result, Compilation output)
    {
        Result = result;
        Output = output;
    }

    /// <summary>Every named step.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        LambdaClientGenerator.ClientsStep, LambdaClientGenerator.AmbiguousNamesStep, LambdaClientGenerator.RegistrationStep, LambdaClientGenerator.RegistrationNameStep,
    ];

    public GeneratorRunResult Result { get; }

    public Compilation Output { get; }

    public ImmutableArray<GeneratedSourceResult> Sources => Result.GeneratedSources;

    public string Text => Assert.Single(Sources).SourceText.ToString();

    /// <summary>Our generator, and perhaps others.</summary>
    public static GeneratorDriver CreateDriver(CSharpParseOptions options, params IIncrementalGenerator[] others) => CSharpGeneratorDriver.Create(
        [new LambdaClientGenerator().AsSourceGenerator(), .. others.Select(other => other.AsSourceGenerator())],
        parseOptions: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRun Of(params string[] sources) => Of(TestCompilation.Create(sources));

    public static GeneratorRun Of(CSharpCompilation compilation) => OfAsync(compilation).GetAwaiter().GetResult();

    public static async Task<GeneratorRun> OfAsync(CSharpCompilation compilation)
    {
        var options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        var driver = CreateDriver(options).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.Empty(diagnostics);
        AssertCompiles(compilation, output);
        foreach (var tree in driver.GetRunResult().GeneratedTrees)
        {
            GeneratedOperations.AssertSqlIsTheRuntimes(output, tree);
            GeneratedCalls.AssertAreTheInterfaces(output, tree);
        }
        AssertUnrelatedEditIsCached(driver, compilation, options);
        Assert.DoesNotContain(await AnalyzerRun.RunAsync(compilation), d => d.Severity == DiagnosticSeverity.Error);
        return new GeneratorRun(result, output);
    }

    /// <summary>Compares each generated file with its <c>{Class}.{Method}#{HintName}.verified.cs</c>.</summary>
    public GeneratorRun VerifySnapshots([CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        Snapshot.Verify(Sources, file, method);
        return this;
    }

    /// <summary>
    /// A generated file switches all warnings off, for the sake of projects that have switched some off themselves. Here they are on, but for those that a
    /// client cannot avoid: of obsolete members, and of promises on parameters that its one line does not keep by itself.
    /// </summary>
    private static void AssertCompiles(Compilation compilation, Compilation output)
    {
        foreach (var tree in output.SyntaxTrees.Except(compilation.SyntaxTrees).ToList())
        {
            var strict = tree.GetText().ToString().Replace("#pragma warning disable\n", "#pragma warning disable CS0612, CS0618, CS8777, CS8763\n", StringComparison.Ordinal);
            output = output.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(strict, System.Text.Encoding.UTF8)));
        }
        // The sources of the tests have no documentation; what is generated has.
        var problems = output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !(d.Id == "CS1591" && d.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == true));
        Assert.Empty(problems);
    }

    private static void AssertUnrelatedEditIsCached(GeneratorDriver driver, CSharpCompilation compilation, CSharpParseOptions options)
    {
        var edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal static class Unrelated { internal static int Two() => 1 + 1; }", options, "Unrelated.cs"));
        var result = Assert.Single(driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results);
        foreach (var name in Steps)
        {
            foreach (var step in result.TrackedSteps.GetValueOrDefault(name, []))
            {
                Assert.All(step.Outputs, output => Assert.True(
                    output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"Step {name} is {output.Reason} after an unrelated edit."));
            }
        }
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }
}
