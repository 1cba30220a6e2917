namespace PgLambda.Package.Tests;

/// <summary>
/// One compiler for all builds of a run, started by the first of them under a name that nobody else has, and ended with the run:
/// a compiler that starts anew for each project takes four times the processor time.
/// </summary>
internal sealed class CompilerServer : IAsyncDisposable
{
    private readonly string _name = $"pglambda-{Guid.NewGuid():N}";

    /// <summary>What a build is told of it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["UseSharedCompilation"] = "true",
        ["SharedCompilationId"] = _name,
    };

    /// <summary>Ends it, which succeeds too where it never ran.</summary>
    public async ValueTask DisposeAsync()
    {
        var project = Repository.PathOf("runtime/PgLambda/PgLambda.csproj");
        var folder = (await RunAsync("msbuild", project, "-getProperty:RoslynTargetsPath", "-p:TargetFramework=net10.0")).Trim();
        await RunAsync(Path.Combine(folder, "bincore", "VBCSCompiler.dll"), $"-pipename:{_name}", "-shutdown");
    }

    private static async Task<string> RunAsync(params string[] arguments) =>
        (await Dotnet.RunAsync(Repository.Root, new Dictionary<string, string>(), arguments)).Succeeded();
}
