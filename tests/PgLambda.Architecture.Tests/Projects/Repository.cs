using System.Runtime.CompilerServices;

namespace PgLambda.Architecture.Tests;

/// <summary>The files of this repository, named from its root with slashes: what a test says is the same on every machine.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every folder that holds a part of the product: the projects, and the folders whose source is compiled into several of them.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
    [
        .. new[] { "generator", "runtime" }
            .SelectMany(folder => Directory.EnumerateDirectories(Path.Combine(Root, folder)))
            .Select(Name)
            .Where(room => Files(room, "*.cs").Any())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The project files of the product.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Rooms.SelectMany(room => Files(room, "*.csproj"))];

    /// <summary>The files under a folder, but what a build wrote.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(Name)
            .Where(name => !IsBuilt(name))
            .Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Path.Combine(Root, name);

    public static string Name(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static bool IsBuilt(string name) => name.Split('/').Any(part => part is "obj" or "bin");

    private static string FindRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
