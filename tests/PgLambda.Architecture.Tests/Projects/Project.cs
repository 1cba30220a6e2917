using System.Collections.Concurrent;
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
        var directory = Path.GetDirectoryName(Repository.PathOf(path))!;
        return new Project([.. (await MSBuild.AnswersAsync(path)).Select(answer => new ProjectBuild(answer.Projects, answer.Packages, Compilations.Create(answer.Compiler, directory)))]);
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
internal sealed record ProjectBuild(IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, CSharpCompilation Compilation);
