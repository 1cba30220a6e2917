using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Benchmarks;

/// <summary>
/// What generating costs while somebody types, beside Refit's generator on interfaces of the same shape and beside one that only finds the attributes: cold, after an edit elsewhere,
/// after an edit of one interface. Each takes its turn in each round, so that other work on the machine meets all.
/// </summary>
internal static class GeneratorCosts
{
    private const int Methods = 5, Rounds = 9;
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    public static void Run()
    {
        var refit = Assembly.LoadFrom(Path.Combine(
            typeof(GeneratorCosts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Refit").Value!,
            "analyzers/dotnet/roslyn4.8/cs/InterfaceStubGeneratorV2.dll"));
        var stubs = refit.GetTypes().Single(type => typeof(IIncrementalGenerator).IsAssignableFrom(type) && !type.IsAbstract);
        Subject[] subjects =
        [
            new("PgLambda", () => new LambdaClientGenerator(), Lambda),
            new("Refit", () => (IIncrementalGenerator)Activator.CreateInstance(stubs)!, RefitInterface),
            new("attributes only", () => new Floor(), Lambda),
        ];
        Console.WriteLine("| interfaces × 5 | generator | cold | edit elsewhere | edit of one interface |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var interfaces in (int[])[100, 400, 1000])
            Compare(subjects, interfaces);
        Console.WriteLine();
        Console.WriteLine("| interfaces × 5, each nested in a class | cold | edit elsewhere |");
        Console.WriteLine("| --- | --- | --- |");
        foreach (var interfaces in (int[])[100, 1000])
        {
            var nested = new Subject("nested", () => new LambdaClientGenerator(), i => $"public static class Outer{i} {{ {Lambda(i)} }}");
            var costs = Enumerable.Range(0, Rounds).Select(_ => Measure(nested, interfaces)).ToList();
            Console.WriteLine($"| {interfaces} | {Text(costs.Select(c => c.Cold))} | {Text(costs.Select(c => c.Elsewhere))} |");
        }
    }

    private static void Compare(Subject[] subjects, int interfaces)
    {
        var rounds = new List<(Cost Cold, Cost Elsewhere, Cost One)[]>();
        for (var round = -2; round < Rounds; round++)
        {
            var measured = subjects.Select(subject => Measure(subject, interfaces)).ToArray();
            if (round >= 0)
                rounds.Add(measured);
        }
        for (var i = 0; i < subjects.Length; i++)
        {
            var own = rounds.Select(round => round[i]).ToList();
            Console.WriteLine($"| {interfaces} | {subjects[i].Name} | {Text(own.Select(c => c.Cold))} | {Text(own.Select(c => c.Elsewhere))} | {Text(own.Select(c => c.One))} |");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {interfaces} | ratio to Refit | {Ratio(c => c.Cold)} | {Ratio(c => c.Elsewhere)} | {Ratio(c => c.One)} |"));

        string Ratio(Func<(Cost Cold, Cost Elsewhere, Cost One), Cost> of) => string.Create(CultureInfo.InvariantCulture,
            $"{Median(rounds.Select(round => of(round[0]).Milliseconds / of(round[1]).Milliseconds)):0.00} of the time, {Median(rounds.Select(round => of(round[0]).Megabytes / of(round[1]).Megabytes)):0.00} of the bytes");
    }

    private static (Cost Cold, Cost Elsewhere, Cost One) Measure(Subject subject, int interfaces)
    {
        var compilation = Create(subject, interfaces);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([subject.Create().AsSourceGenerator()], parseOptions: Options);
        var cold = Take(() => driver = driver.RunGenerators(compilation));
        var errors = driver.GetRunResult().Diagnostics.Concat(driver.GetRunResult().Results.Where(r => r.Exception is not null).Select(r => Diagnostic.Create("X", "X", $"{r.Exception}", DiagnosticSeverity.Error, DiagnosticSeverity.Error, true, 0)));
        if (errors.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"{error}");

        var unrelated = compilation.SyntaxTrees.Last();
        var elsewhere = compilation.ReplaceSyntaxTree(unrelated, Parse("internal static class Unrelated { internal static int Three() => 3; }", unrelated.FilePath));
        var afterEdit = Take(() => driver = driver.RunGenerators(elsewhere));

        var first = elsewhere.SyntaxTrees.First();
        var one = elsewhere.ReplaceSyntaxTree(first, Parse(first.GetText().ToString().Replace("Price0Async", "Price0RenamedAsync", StringComparison.Ordinal), first.FilePath));
        return (cold, afterEdit, Take(() => driver = driver.RunGenerators(one)));
    }

    private static Cost Take(Action run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (bytes, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        run();
        return new Cost(Stopwatch.GetElapsedTime(started).TotalMilliseconds, (GC.GetAllocatedBytesForCurrentThread() - bytes) / 1e6);
    }

    private static CSharpCompilation Create(Subject subject, int interfaces)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Shop",
            [
                .. Enumerable.Range(0, interfaces).Select(i => Parse("using System.Threading; using System.Threading.Tasks;\nnamespace Shop;\n" + subject.Source(i), $"I{i}.cs")),
                Parse("namespace Shop; public sealed record Quote(decimal Total); public sealed record Order(string Sku);", "Types.cs"),
                Parse("internal static class Unrelated { internal static int Two() => 2; }", "Unrelated.cs"),
            ],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        // What every compilation has done before its generators run.
        _ = compilation.GetTypeByMetadataName("Shop.Order");
        return compilation;
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Options, path);

    private static string Lambda(int i) => $$"""
        public interface IOrders{{i}}
        {
        {{string.Concat(Enumerable.Range(0, Methods).Select(j => $"    [PgLambda.LambdaFunction(\"arn:aws:lambda:us-west-2:555555555551:function:price-order-{i}-{j}\", Qualifier = \"prod\")] Task<Quote> Price{j}Async(Order order, CancellationToken cancellationToken = default);\n"))}}
        }
        """;

    private static string RefitInterface(int i) => $$"""
        public interface IOrders{{i}}
        {
        {{string.Concat(Enumerable.Range(0, Methods).Select(j => $"    [Refit.Post(\"/price-order-{i}-{j}/prod\")] Task<Quote> Price{j}Async([Refit.Body] Order order, CancellationToken cancellationToken = default);\n"))}}
        }
        """;

    private static string Text(IEnumerable<Cost> costs)
    {
        var all = costs.ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{Median(all.Select(c => c.Milliseconds)):0.0} ms, {Median(all.Select(c => c.Megabytes)):0.0} MB");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private readonly record struct Cost(double Milliseconds, double Megabytes);

    private sealed record Subject(string Name, Func<IIncrementalGenerator> Create, Func<int, string> Source);

    /// <summary>A generator that finds the attributes and reads no more.</summary>
    private sealed class Floor : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var found = context.SyntaxProvider.ForAttributeWithMetadataName(
                "PgLambda.LambdaFunctionAttribute", static (node, _) => node is MethodDeclarationSyntax, static (target, _) => target.TargetSymbol.Name);
            context.RegisterSourceOutput(found.Collect(), static (_, _) => { });
        }
    }
}
