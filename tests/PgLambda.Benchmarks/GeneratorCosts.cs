using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PgLambda.Benchmarks;

/// <summary>
/// What generating costs while somebody types, beside Refit's generator on interfaces of the same shape, Mapperly's on as many mappers of as many methods, and beside one that only finds the attributes: cold, after an edit elsewhere,
/// after an edit of one interface. Each takes its turn in each round, so that other work on the machine meets all.
/// </summary>
internal static class GeneratorCosts
{
    private const int Methods = 5, Rounds = 9, AnalyzerRounds = 3;
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    public static void Run()
    {
        Subject[] subjects =
        [
            new("PgLambda", () => new LambdaClientGenerator(), Lambda),
            new("Refit", Load("Refit"), RefitInterface),
            new("Mapperly", Load("Mapperly"), Mapper),
            new("attributes only", () => new Floor(), Lambda),
        ];
        Console.WriteLine("| interfaces × 5 | generator | cold | edit in a body | edit elsewhere | edit of one interface |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
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

    /// <summary>What the generator allocates for 100 interfaces, the least of some rounds.</summary>
    public static IEnumerable<(string Name, double Bytes)> Bytes()
    {
        var ours = new Subject("PgLambda", () => new LambdaClientGenerator(), Lambda);
        var rounds = Enumerable.Range(0, 5).Select(_ => Measure(ours, 100)).ToList();
        return
        [
            ("generator, 100 x 5, cold", rounds.Min(round => round.Cold.Megabytes) * 1e6),
            ("generator, 100 x 5, edit in a body", rounds.Min(round => round.Body.Megabytes) * 1e6),
            ("generator, 100 x 5, edit elsewhere", rounds.Min(round => round.Elsewhere.Megabytes) * 1e6),
            ("generator, 100 x 5, edit of one interface", rounds.Min(round => round.One.Megabytes) * 1e6),
        ];
    }

    /// <summary>What the analyzers cost beside one that does nothing: with 1,000 interfaces, and in a project that has the package and no interface.</summary>
    public static void RunAnalyzers()
    {
        var analyzers = typeof(LambdaClientGenerator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!).ToImmutableArray();
        ImmutableArray<DiagnosticAnalyzer> nothing = [new Nothing()];
        var ours = new Subject("PgLambda", () => new LambdaClientGenerator(), Lambda);
        var (generator, withInterfaces, without) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < AnalyzerRounds; round++)
        {
            var compilation = Create(ours, 1000);
            Compilation output = compilation;
            var generated = Take(() => CSharpGeneratorDriver.Create([ours.Create().AsSourceGenerator()], parseOptions: Options).RunGeneratorsAndUpdateCompilation(compilation, out output, out _)).Milliseconds;
            var with = Both(output);
            var foreign = Both(CreateForeign());
            if (round < 0)
                continue;
            generator.Add(generated);
            withInterfaces.Add((with.All - with.None) / generated);
            without.Add(foreign.All / foreign.None);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1,000 interfaces x 5: all analyzers take {Median(withInterfaces):0.00} of the generator's cold time ({Median(generator):0} ms) more than one that does nothing ({withInterfaces.Min():0.00} to {withInterfaces.Max():0.00})."));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"500 classes x 10 methods without the attribute: {Median(without):0.000} of the time of one that does nothing ({without.Min():0.00} to {without.Max():0.00})."));

        // Each twice, in an order in which neither is always the first: what runs later finds a warmer process.
        (double None, double All) Both(Compilation compilation)
        {
            var before = Analyze(Again(compilation), nothing);
            var all = Analyze(Again(compilation), analyzers) + Analyze(Again(compilation), analyzers);
            return ((before + Analyze(Again(compilation), nothing)) / 2, all / 2);
        }

        // What one has bound, the next would find bound.
        static Compilation Again(Compilation compilation) => CSharpCompilation.Create(compilation.AssemblyName, compilation.SyntaxTrees, compilation.References, (CSharpCompilationOptions)compilation.Options);

        // With the compiler's own diagnostics: binding is what both need.
        static double Analyze(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
            Take(() => compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false)).GetAllDiagnosticsAsync().GetAwaiter().GetResult()).Milliseconds;
    }

    // In the package's own analyzer, as a build loads it.
    private static Func<IIncrementalGenerator> Load(string package)
    {
        var path = typeof(GeneratorCosts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == package).Value!;
        var generator = Assembly.LoadFrom(path).GetTypes().Single(type => typeof(IIncrementalGenerator).IsAssignableFrom(type) && !type.IsAbstract);
        return () => (IIncrementalGenerator)Activator.CreateInstance(generator)!;
    }

    private static CSharpCompilation CreateForeign() => Create(
        new Subject("foreign", () => new Floor(), i => $$"""
            public class Orders{{i}}
            {
            {{string.Concat(Enumerable.Range(0, 10).Select(j => $"    [System.Obsolete, System.ComponentModel.Description(\"x\")] public async Task<Quote> Price{j}Async(Order order) {{ await Task.Delay(order.Sku.Length); var total = Total(order, {j}m); return new Quote(total + 1); }}\n"))}}
                private static decimal Total(Order order, decimal price) => order.Sku.Length * price;
            }
            """), 500);

    private static void Compare(Subject[] subjects, int interfaces)
    {
        var rounds = new List<(Cost Cold, Cost Body, Cost Elsewhere, Cost One)[]>();
        for (var round = -2; round < Rounds; round++)
        {
            var measured = subjects.Select(subject => Measure(subject, interfaces)).ToArray();
            if (round >= 0)
                rounds.Add(measured);
        }
        for (var i = 0; i < subjects.Length; i++)
        {
            var own = rounds.Select(round => round[i]).ToList();
            Console.WriteLine($"| {interfaces} | {subjects[i].Name} | {Text(own.Select(c => c.Cold))} | {Text(own.Select(c => c.Body))} | {Text(own.Select(c => c.Elsewhere))} | {Text(own.Select(c => c.One))} |");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {interfaces} | ratio to Refit | {Ratio(c => c.Cold)} | {Ratio(c => c.Body)} | {Ratio(c => c.Elsewhere)} | {Ratio(c => c.One)} |"));

        string Ratio(Func<(Cost Cold, Cost Body, Cost Elsewhere, Cost One), Cost> of) => string.Create(CultureInfo.InvariantCulture,
            $"{Median(rounds.Select(round => of(round[0]).Milliseconds / of(round[1]).Milliseconds)):0.00} of the time, {Median(rounds.Select(round => of(round[0]).Megabytes / of(round[1]).Megabytes)):0.00} of the bytes");
    }

    private static (Cost Cold, Cost Body, Cost Elsewhere, Cost One) Measure(Subject subject, int interfaces)
    {
        var compilation = Create(subject, interfaces);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([subject.Create().AsSourceGenerator()], parseOptions: Options);
        var cold = Take(() => driver = driver.RunGenerators(compilation));
        var errors = driver.GetRunResult().Diagnostics.Concat(driver.GetRunResult().Results.Where(r => r.Exception is not null).Select(r => Diagnostic.Create("X", "X", $"{r.Exception}", DiagnosticSeverity.Error, DiagnosticSeverity.Error, true, 0)));
        if (errors.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"{error}");

        var unrelated = compilation.SyntaxTrees.Last();
        var body = compilation.ReplaceSyntaxTree(unrelated, Parse("internal static class Unrelated { internal static int Two() => 1 + 1; }", unrelated.FilePath));
        var inBody = Take(() => driver = driver.RunGenerators(body));

        unrelated = body.SyntaxTrees.Last();
        var elsewhere = body.ReplaceSyntaxTree(unrelated, Parse("internal static class Unrelated { internal static int Three() => 3; }", unrelated.FilePath));
        var afterEdit = Take(() => driver = driver.RunGenerators(elsewhere));

        var first = elsewhere.SyntaxTrees.First();
        var one = elsewhere.ReplaceSyntaxTree(first, Parse(first.GetText().ToString().Replace("Price0Async", "Price0RenamedAsync", StringComparison.Ordinal), first.FilePath));
        return (cold, inBody, afterEdit, Take(() => driver = driver.RunGenerators(one)));
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

    private static string Mapper(int i) => $$"""
        public sealed record From{{i}}(string Sku, decimal Total);
        public sealed record To{{i}}(string Sku, decimal Total);
        [Riok.Mapperly.Abstractions.Mapper]
        public partial class Orders{{i}}
        {
        {{string.Concat(Enumerable.Range(0, Methods).Select(j => $"    public partial To{i} Price{j}Async(From{i} order);\n"))}}
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

    /// <summary>An analyzer that looks at nothing.</summary>
#pragma warning disable RS1001, RS1036, RS1041, RS1038 // it is in no package
    private sealed class Nothing : DiagnosticAnalyzer
#pragma warning restore RS1001, RS1036, RS1041, RS1038
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new DiagnosticDescriptor("NONE", "Nothing", "Nothing", "None", DiagnosticSeverity.Info, true)];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
        }
    }

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
