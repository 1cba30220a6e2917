namespace PgLambda.Architecture.Tests;

/// <summary>The parts of the product.</summary>
internal static class Product
{
    /// <summary>Every folder that holds a part: the projects, and the folders whose source is compiled into several of them.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
    [
        .. new[] { "generator", "runtime" }
            .SelectMany(folder => Directory.EnumerateDirectories(Repository.PathOf(folder)))
            .Select(Repository.Name)
            .Where(room => Repository.Files(room, "*.cs").Any())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The project files.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Rooms.SelectMany(room => Repository.Files(room, "*.csproj"))];
}
