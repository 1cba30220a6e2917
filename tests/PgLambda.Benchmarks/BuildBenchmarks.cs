using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Benchmarks;

/// <summary>What generated clients cost a compilation: 2,000 methods, five to an interface, from the parsed files to the assembly, in a compiler that is warm.</summary>
[InvocationCount(1, unrollFactor: 1), WarmupCount(3), IterationCount(10)]
public class Build
{
    private const int Interfaces = 400, Methods = 5;
    private CSharpCompilation _compilation = null!;

    internal static string Source { get; } = "using System.Threading; using System.Threading.Tasks; using PgLambda;\n"
        + string.Concat(Enumerable.Range(0, Interfaces).Select(i =>
            $$"""
            public interface IOrders{{i}}
            {
            {{string.Concat(Enumerable.Range(0, Methods).Select(j =>
                $"    [LambdaFunction(\"arn:aws:lambda:us-west-2:555555555551:function:price-order-{i}-{j}\", Qualifier = \"prod\")] Task<Quote> Price{j}Async(Order order, CancellationToken cancellationToken = default);\n"))}}
            }

            """))
        + "public sealed record Quote(decimal Total);\npublic sealed record Order(string Sku);";

    internal static IEnumerable<string> References => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    [GlobalSetup]
    public void SetUp() => _compilation = CSharpCompilation.Create(
        "Shop",
        [CSharpSyntaxTree.ParseText(Source)],
        References.Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    [Benchmark(Baseline = true)]
    public long Interfaces_alone() => Emit(Fresh());

    [Benchmark]
    public long With_their_clients()
    {
        CSharpGeneratorDriver.Create(new LambdaClientGenerator()).RunGeneratorsAndUpdateCompilation(Fresh(), out var output, out _);
        return Emit(output);
    }

    // A compilation keeps what it has bound: each measurement takes one that nobody has asked yet.
    private CSharpCompilation Fresh() => CSharpCompilation.Create(_compilation.AssemblyName, _compilation.SyntaxTrees, _compilation.References, _compilation.Options);

    private static long Emit(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        return result.Success ? assembly.Length : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
