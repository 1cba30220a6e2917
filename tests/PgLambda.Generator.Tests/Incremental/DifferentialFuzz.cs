using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests.Incremental;

/// <summary>Random edits to a small project: after each, the incremental run gives what a clean one gives, byte for byte. A failure names its seed and its edits.</summary>
public class DifferentialFuzz
{
    private const int EditsPerSeed = 250, EditsPerProject = 50;

    // Seeds are fixed, so that a failure is the same everywhere; PGLAMBDA_FUZZ_SEED tries another one.
    public static TheoryData<int> Seeds => int.TryParse(Environment.GetEnvironmentVariable("PGLAMBDA_FUZZ_SEED"), out var seed) ? [seed] : new(Enumerable.Range(1, 2 * Thoroughness.Times));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Incremental_output_equals_a_clean_run(int seed)
    {
        var project = new RandomProject(seed);
        var options = TestCompilation.ParseOptions();
        var compilation = TestCompilation.Create([.. project.Files]);
        var driver = CreateDriver(options);
        var withClients = 0;
        for (var edit = 0; edit < EditsPerSeed; edit++)
        {
            if (edit > 0)
            {
                // Now and then all files change at once, as by a checkout; what has become too broken to have clients is whole again then.
                var files = edit % EditsPerProject == 0 ? Enumerable.Range(0, (project = new RandomProject(seed * EditsPerSeed + edit)).Files.Length) : [project.Edit()];
                foreach (var file in files)
                {
                    var tree = compilation.SyntaxTrees[file];
                    compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(project.Files[file], options, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));
                }
            }
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            var incremental = Output(driver);
            var clean = Output(CreateDriver(options).RunGenerators(compilation, TestContext.Current.CancellationToken));
            Assert.True(clean == incremental, $"Seed {seed}, edit {edit} (after: {string.Join("; ", project.Edits.TakeLast(10))}).\n{FirstDifference(clean, incremental)}\nFiles:\n{string.Join("\n----\n", project.Files)}");
            if (clean.Length > 0)
                withClients++;
            if (edit % 25 == 0)
                await CheckDiagnosticsAsync(compilation, seed, edit, project);
        }
        // Edits that only ever break the project would prove little.
        Assert.True(withClients > EditsPerSeed / 3, $"Seed {seed}: clients after {withClients} edits only.");
    }

    private static async Task CheckDiagnosticsAsync(CSharpCompilation compilation, int seed, int edit, RandomProject project)
    {
        try
        {
            await AnalyzerRun.RunAsync(compilation);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            throw new Xunit.Sdk.XunitException($"Seed {seed}, edit {edit} (after: {string.Join("; ", project.Edits.TakeLast(10))}).\n{exception.Message}\nFiles:\n{string.Join("\n----\n", project.Files)}");
        }
    }

    // As compilers and editors make it. With steps tracked, which only tests do, Roslyn 5.0 loses every output when the first entry of a filtered step has become
    // empty and another file is edited; the step-reason tests therefore make one edit each.
    private static GeneratorDriver CreateDriver(CSharpParseOptions options) =>
        CSharpGeneratorDriver.Create([new LambdaClientGenerator().AsSourceGenerator()], parseOptions: options);

    private static string FirstDifference(string clean, string incremental)
    {
        var at = clean.Zip(incremental).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Clean:       …{Around(clean, at)}…\nIncremental: …{Around(incremental, at)}…";
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 200)];

    private static string Output(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results[0];
        return result.Exception is { } exception
            ? throw new Xunit.Sdk.XunitException(exception.ToString())
            : string.Join('\n', result.GeneratedSources.Select(source => $"{source.HintName}\n{source.SourceText}"));
    }
}
