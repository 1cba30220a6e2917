using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PgLambda.Generator.Tests;

/// <summary>Roslyn 4.8 loads the generator and the analyzers, and gets the same from them.</summary>
public class OldestRoslynTests
{
    // Everything that this test runs with: .NET itself, PgLambda, Npgsql and Dapper. No package of reference assemblies restores beside this compiler.
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("PgLambda", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        RuntimeReference.PgLambda,
    ];

    private static CSharpCompilation Compile(string members) => CSharpCompilation.Create(
        "Acme",
        [
            CSharpSyntaxTree.ParseText($$"""
                using System.Threading;
                using System.Threading.Tasks;
                using PgLambda;

                namespace Acme;

                public record OrderRequest(string Sku, int Quantity);
                public record PriceQuote(decimal Total);

                public interface IOrderFunctions
                {
                    {{members}}
                }
                """, new CSharpParseOptions(LanguageVersion.CSharp12)),
        ],
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            // As the SDK has it: libraries are built against older versions of what they reference.
            specificDiagnosticOptions: [KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress)]));

    private static (GeneratorRunResult Result, Compilation Output) Run(CSharpCompilation compilation)
    {
        var driver = CSharpGeneratorDriver.Create(new LambdaClientGenerator())
            .WithUpdatedParseOptions(new CSharpParseOptions(LanguageVersion.CSharp12))
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        return (Assert.Single(driver.GetRunResult().Results), output);
    }

    [Fact]
    public void The_compiler_is_the_oldest() => Assert.Equal(new Version(4, 8), new Version(typeof(CSharpCompilation).Assembly.GetName().Version!.ToString(2)));

    [Fact]
    public void A_client_is_generated()
    {
        var (result, output) = Run(Compile("""
            [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:price-order", Qualifier = "prod")]
            Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);

            [LambdaFunction("map")]
            ValueTask<LambdaResult<T?>> MapAsync<T>(string text, params int[] numbers) where T : class;
            """));
        Assert.Null(result.Exception);
        // The client, and the registration of the assembly.
        Assert.Equal(2, result.GeneratedSources.Length);
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    // What of a file only runs is told from what it declares by the compiler.
    [Theory]
    [InlineData("\"f\"", "\"g\"")]
    [InlineData("\"\"\"f\"\"\"", "\"\"\"g\"\"\"")]
    [InlineData("\"\"\"\n    f\n    \"\"\"", "\"\"\"\n    g\n    \"\"\"")]
    [InlineData("$\"f{nameof(Acme)}\"", "$\"g{nameof(Acme)}\"")]
    [InlineData("@\"f\"", "@\"g\"")]
    public void An_edited_constant_reaches_the_client(string from, string to)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        var method = "[LambdaFunction(Names.F)] Task<PriceQuote> PriceAsync(OrderRequest order); } public static class Names { public const string F = ";
        var before = Compile(method + from + ";");
        var after = before.ReplaceSyntaxTree(before.SyntaxTrees[0], Compile(method + to + ";").SyntaxTrees[0]);
        var driver = CSharpGeneratorDriver.Create([new LambdaClientGenerator().AsSourceGenerator()], parseOptions: options).RunGenerators(before, TestContext.Current.CancellationToken);
        Assert.Contains("f", FunctionOf(driver), StringComparison.Ordinal);
        var edited = FunctionOf(driver.RunGenerators(after, TestContext.Current.CancellationToken));
        Assert.Equal(FunctionOf(CSharpGeneratorDriver.Create([new LambdaClientGenerator().AsSourceGenerator()], parseOptions: options).RunGenerators(after, TestContext.Current.CancellationToken)), edited);
        Assert.NotEqual(FunctionOf(driver), edited);

        static string FunctionOf(GeneratorDriver driver) => driver.GetRunResult().Results[0].GeneratedSources.Single(source => source.HintName.Contains("OrderFunctions", StringComparison.Ordinal)).SourceText.ToString();
    }

    [Fact]
    public async Task What_another_generator_makes_is_reported()
    {
        var compilation = Compile("""
            [LambdaFunction("price-order", Region = Made.Region)]
            Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);
            """);
        var made = CSharpSyntaxTree.ParseText(
            "public static class Made { public const string Region = \"eu-west-1\"; }", new CSharpParseOptions(LanguageVersion.CSharp12), "Maker/Maker/Made.g.cs", cancellationToken: TestContext.Current.CancellationToken);
        var (result, output) = Run(compilation);
        Assert.Null(result.Exception);
        Assert.Empty(result.GeneratedSources);
        var diagnostics = await output.AddSyntaxTrees(made)
            .WithAnalyzers([new LambdaInterfaceAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal("PGL0018", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task A_mistake_is_reported()
    {
        var (result, output) = Run(Compile("""
            [LambdaFunction("arn:aws:lambda:us-west-2:12345:function:price-order")]
            Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);
            """));
        Assert.Empty(result.GeneratedSources);
        var diagnostics = await output
            .WithAnalyzers(LambdaAnalyzers.All)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal("PGL0005", Assert.Single(diagnostics).Id);
    }
}
