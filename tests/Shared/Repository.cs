using System.Runtime.CompilerServices;

namespace PgLambda.SharedTests;

/// <summary>The files of this repository, named from its root with slashes, and found from where this source file is: the tests may run from any directory.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The text of a file, its lines ended by a line feed.</summary>
    public static string Read(string name) => File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");

    /// <summary>The files under a folder, but what a build wrote.</summary>
    public static IEnumerable<string> Files(string folder, string pattern, SearchOption depth = SearchOption.AllDirectories) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, depth)
            .Select(Name)
            .Where(name => !IsBuilt(name))
            .Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Path.Combine(Root, name);

    public static string Name(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static bool IsBuilt(string name) => name.Split('/').Any(part => part is "obj" or "bin");

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
