using System.Runtime.Loader;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace PgLambda.Benchmarks;

/// <summary>
/// What clients cost the start of a host: registering, building the provider and making each. The assembly is generated, compiled and loaded anew for each
/// measurement, so that nothing of it is compiled already, as in a host that starts.
/// </summary>
[InvocationCount(1, unrollFactor: 1), WarmupCount(2), IterationCount(15)]
public class Registration
{
    private byte[] _assembly = [];
    private Func<IServiceCollection, IServiceCollection> _register = null!;
    private Type[] _interfaces = [];
    private NpgsqlDataSource _dataSource = null!;

    [Params(200)]
    public int Interfaces { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _dataSource = NpgsqlDataSource.Create("Host=localhost");
        var source = "using System.Threading; using System.Threading.Tasks; using PgLambda; namespace Shop; public sealed record Order(string Sku); public sealed record Quote(decimal Total);\n"
            + string.Concat(Enumerable.Range(0, Interfaces).Select(i => $$"""

                public interface IFunctions{{i}}
                {
                    [LambdaFunction("price-{{i}}")] Task<Quote> PriceAsync(Order order, CancellationToken cancellationToken = default);
                    [LambdaFunction("place-{{i}}")] Task PlaceAsync(string sku, int quantity, CancellationToken cancellationToken = default);
                    [LambdaFunction("cancel-{{i}}")] Task CancelAsync(Order order, CancellationToken cancellationToken = default);
                }
                """));
        var compilation = CSharpCompilation.Create(
            "Shop.Api",
            [CSharpSyntaxTree.ParseText(source)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => !path.EndsWith("PgLambda.Generator.dll", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(new LambdaClientGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        using var stream = new MemoryStream();
        var result = output.Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        _assembly = stream.ToArray();
    }

    [IterationSetup]
    public void Load()
    {
        var assembly = new AssemblyLoadContext("Host", isCollectible: false).LoadFromStream(new MemoryStream(_assembly));
        _interfaces = [.. assembly.GetTypes().Where(type => type.IsInterface)];
        _register = assembly.GetType("Microsoft.Extensions.DependencyInjection.ShopApiLambdaClientsServiceCollectionExtensions", throwOnError: true)!
            .GetMethod("AddShopApiLambdaClients")!.CreateDelegate<Func<IServiceCollection, IServiceCollection>>();
    }

    [Benchmark]
    public int RegisterAndBuild()
    {
        using var provider = Build();
        return _interfaces.Length;
    }

    [Benchmark]
    public int RegisterBuildAndResolveEach()
    {
        using var provider = Build();
        var made = 0;
        foreach (var type in _interfaces)
            made += provider.GetRequiredService(type) is null ? 0 : 1;
        return made;
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_dataSource);
        return _register(services).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
