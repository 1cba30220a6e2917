using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Architecture.Tests;

/// <summary>A project, for each framework that it is built for, as the build sees it.</summary>
internal sealed record Project(IReadOnlyList<ProjectBuild> Builds)
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Project>>> Loaded = new(StringComparer.Ordinal);

    /// <summary>What it is made of, in all of its frameworks.</summary>
    public IReadOnlySet<string> Files { get; } = Builds.SelectMany(build => build.Compilation.SyntaxTrees).Select(FileName).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>What the project uses, in all of its frameworks.</summary>
    public IReadOnlyList<TypeUse> Uses { get; } = [.. Builds.SelectMany(build => TypeUses.Of(build.Compilation, FileName))];

    /// <summary>Reads a project, once for all tests.</summary>
    public static Task<Project> LoadAsync(string path) => Loaded.GetOrAdd(path, path => new(() => ReadAsync(path))).Value;

    private static async Task<Project> ReadAsync(string path)
    {
        var properties = (await MSBuild.AskAsync(path, "-getProperty:TargetFramework,TargetFrameworks")).GetProperty("Properties");
        var frameworks = properties.GetProperty("TargetFrameworks").GetString()!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var builds = new List<ProjectBuild>();
        foreach (var framework in frameworks is [] ? [properties.GetProperty("TargetFramework").GetString()!] : frameworks)
            builds.Add(await ProjectBuild.ReadAsync(path, framework));
        return new Project(builds);
    }

    private static string? FileName(SyntaxTree tree)
    {
        var name = Path.IsPathRooted(tree.FilePath) ? Repository.Name(tree.FilePath) : null;
        return name is null || Repository.IsBuilt(name) ? null : name;
    }
}

/// <summary>One framework's build of a project.</summary>
/// <param name="Projects">The projects that it references, by name, but those that only travel in its package.</param>
/// <param name="Packages">The packages that it references, but those that a user of it does not get.</param>
/// <param name="Compilation">What the compiler compiles, source generators' output included; without errors.</param>
internal sealed record ProjectBuild(IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, CSharpCompilation Compilation)
{
    public static async Task<ProjectBuild> ReadAsync(string path, string framework)
    {
        // A design-time build: everything but the compiler runs, and what it would be called with is an item.
        var items = (await MSBuild.AskAsync(
            path,
            "-target:Compile",
            $"-property:TargetFramework={framework}",
            $"-property:Configuration={typeof(ProjectBuild).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration}",
            "-property:DesignTimeBuild=true",
            "-property:BuildProjectReferences=false",
            "-property:SkipCompilerExecution=true",
            "-property:ProvideCommandLineArgs=true",
            // An output that is never there: what is up to date would be passed over.
            "-property:NonExistentFile=obj/never",
            "-getItem:CscCommandLineArgs,ProjectReference,PackageReference")).GetProperty("Items");
        return new ProjectBuild(
            [.. Named(items, "ProjectReference").Where(item => !Is(item, "ReferenceOutputAssembly", "false")).Select(item => item.GetProperty("Filename").GetString()!)],
            [.. Named(items, "PackageReference").Where(item => !Is(item, "IsImplicitlyDefined", "true") && !Is(item, "PrivateAssets", "all")).Select(Identity)],
            Compilations.Create(Named(items, "CscCommandLineArgs").Select(Identity), Path.GetDirectoryName(Repository.PathOf(path))!));
    }

    private static IEnumerable<JsonElement> Named(JsonElement items, string name) => items.GetProperty(name).EnumerateArray();

    private static string Identity(JsonElement item) => item.GetProperty("Identity").GetString()!;

    private static bool Is(JsonElement item, string metadata, string value) =>
        item.TryGetProperty(metadata, out var found) && string.Equals(found.GetString(), value, StringComparison.OrdinalIgnoreCase);
}
