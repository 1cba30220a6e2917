using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using PgLambda.Testing;

[assembly: AssemblyFixture(typeof(PgLambda.Package.Tests.PackageFixture))]

namespace PgLambda.Package.Tests;

/// <summary>
/// The packages, packed once, and the projects of <c>Consumers</c>, built once against them in an empty folder that has a packages folder of its own:
/// nothing that an earlier run left is used. Their database is a <see cref="LocalLambda"/> of the test process.
/// </summary>
public sealed class PackageFixture : IAsyncLifetime
{
    /// <summary>A version that no feed has.</summary>
    public const string Version = "0.1.0-packed";

    /// <summary>What the build and the dry run of a release check needs no second look.</summary>
    internal static readonly string[] WithoutChecks = ["-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:EnablePackageValidation=false"];

    private readonly string _directory = Directory.CreateTempSubdirectory("pglambda-packages-").FullName;
    private readonly CompilerServer _compiler = new();
    private LocalLambda? _lambda;
    private DotnetRun? _build;

    /// <summary>Where the packages are.</summary>
    public string Feed => Path.Combine(_directory, "feed");

    private string MachinePackages { get; } =
        typeof(PackageFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NuGetPackageRoot").Value!;

    internal DotnetRun Build => _build ?? throw new InvalidOperationException("The consumers have not been built.");

    /// <summary>The files of a package.</summary>
    public ZipArchive Open(string package, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{package}.{Version}.{extension}"));

    /// <summary>The folder of a consumer, below the folder of this run.</summary>
    public string Consumer(params string[] path) => Path.Combine([_directory, .. path]);

    /// <summary>Runs <c>dotnet</c> among the consumers, with the packages folder of this run.</summary>
    internal Task<DotnetRun> RunAsync(params string[] arguments) => Dotnet.RunAsync(_directory, ConsumerEnvironment(), arguments);

    /// <summary>Runs <c>dotnet</c> at the root of the repository.</summary>
    internal Task<DotnetRun> RunAtRootAsync(params string[] arguments) => Dotnet.RunAsync(Repository.Root, _compiler.Environment, arguments);

    /// <summary>Runs a program that was built, on the local database, and returns what it printed.</summary>
    internal async Task<string> RunProgramAsync(string assembly)
    {
        Assert.True(File.Exists(assembly), $"{assembly} was not built:\n{Build.Output}");
        var environment = new Dictionary<string, string> { ["ORDERS_DATABASE"] = _lambda!.ConnectionString, ["DOTNET_ROLL_FORWARD"] = "Major" };
        return (await Dotnet.RunAsync(_directory, environment, assembly)).Succeeded();
    }

    /// <summary>Packs, builds the consumers, and starts their database.</summary>
    public async ValueTask InitializeAsync()
    {
        _lambda = await StartLambdaAsync();
        (await RunAtRootAsync([
            "pack", "runtime/Packages.slnf", "-c", "Release", "-o", Feed, "-p:VersionPrefix=0.1.0", "-p:VersionSuffix=packed", .. WithoutChecks, "-v", "q"])).Succeeded();
        CopyConsumers();
        _build = await RunAsync("build", "Consumers.slnx", "-v", "q");
    }

    /// <summary>Stops the database and the compiler, and deletes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_lambda is not null)
            await _lambda.DisposeAsync();
        await _compiler.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<LocalLambda> StartLambdaAsync()
    {
        var lambda = await LocalLambda.StartAsync();
        lambda.Handle("price-order", (OrderRequest order) => new PriceQuote(order.Quantity * 2.5m, "EUR"));
        lambda.Handle("order-placed", (OrderRequest order) => { });
        lambda.Function("order-placed").PublishVersion().Alias("live", "1");
        lambda.Handle("echo", (JsonElement json) => json);
        lambda.Handle<JsonElement, JsonElement>("waits", async (json, call) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), call.CancellationToken);
            return json;
        });
        lambda.Handle<JsonElement>("fails", (_, _) => throw new InvalidOperationException("It fails."));
        return lambda;
    }

    private void CopyConsumers()
    {
        var source = Path.Combine(Repository.Root, "tests", "PgLambda.Package.Tests", "Consumers");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Consumer(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(Consumer("PgLambdaReadme", "Program.cs"), Assert.Single(Markdown.Blocks(Repository.Read("runtime/PgLambda/README.md"), "csharp")));
        File.WriteAllText(Consumer("EntityFrameworkReadme", "Program.cs"), Assert.Single(Markdown.Blocks(Repository.Read("runtime/PgLambda.EntityFrameworkCore/README.md"), "csharp")));
        File.WriteAllText(Consumer("HostingReadme", "Program.cs"), Assert.Single(Markdown.Blocks(Repository.Read("runtime/PgLambda.Extensions.Hosting/README.md"), "csharp")));
        File.WriteAllText(Consumer("TestingReadme", "Program.cs"), Assert.Single(Markdown.Blocks(Repository.Read("runtime/PgLambda.Testing/README.md"), "csharp")));
        File.WriteAllText(Consumer("XunitReadme", "OrderTests.cs"), Assert.Single(Markdown.Blocks(Repository.Read("runtime/PgLambda.Testing.Xunit/README.md"), "csharp")));
        var blocks = Markdown.Blocks(Repository.Read("README.md"), "csharp");
        File.WriteAllText(Consumer("RootReadme", "IOrderFunctions.cs"), blocks[0]);
        File.WriteAllText(Consumer("RootReadme", "Program.cs"), blocks[1]);

        // Nothing above the folder takes part.
        File.WriteAllText(Consumer("Directory.Build.props"), $"<Project><PropertyGroup><PgLambdaVersion>{Version}</PgLambdaVersion></PropertyGroup></Project>");
        File.WriteAllText(Consumer("Directory.Build.targets"), "<Project />");
        File.WriteAllText(Consumer("Directory.Packages.props"), "<Project />");
        File.WriteAllText(Consumer("global.json"), "{}");
        File.WriteAllText(Consumer("nuget.config"), """<configuration><packageSources><add key="packed" value="feed" /></packageSources></configuration>""");
        var projects = Directory.EnumerateFiles(_directory, "*.*proj", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_directory, path))
            .Where(path => !path.StartsWith("OldFrameworks", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        new XElement("Solution", projects.Select(path => new XElement("Project", new XAttribute("Path", path.Replace('\\', '/'))))).Save(Consumer("Consumers.slnx"));
    }

    private Dictionary<string, string> ConsumerEnvironment() => new(_compiler.Environment)
    {
        ["NUGET_PACKAGES"] = Consumer("packages"),
        // What others made is not fetched twice.
        ["NUGET_FALLBACK_PACKAGES"] = MachinePackages,
    };

    private sealed record OrderRequest(string Sku, int Quantity);

    private sealed record PriceQuote(decimal Total, string Currency);
}
