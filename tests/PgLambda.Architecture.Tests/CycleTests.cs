namespace PgLambda.Architecture.Tests;

/// <summary>Data flows down and nothing points back up: no cycle of folders, and none of files but between types that cannot be declared apart.</summary>
public sealed class CycleTests
{
    public static TheoryData<string> Rooms => new(Product.Rooms);

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task No_folders_need_each_other(string room) => None(Cycles.OfFolders(await UsesAsync(room)));

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task No_files_need_each_other_beyond_mutually_recursive_types(string room) => None(Cycles.OfFiles(await UsesAsync(room)));

    private static void None(IReadOnlyList<Cycle> cycles) => Assert.True(cycles.Count == 0, string.Join('\n', cycles));

    /// <summary>What a project uses; of a folder without one, what its files use of each other wherever they are compiled.</summary>
    private static async Task<IReadOnlyList<TypeUse>> UsesAsync(string room)
    {
        if (Product.Projects.SingleOrDefault(project => project.StartsWith(room + "/", StringComparison.Ordinal)) is { } own)
            return (await Project.LoadAsync(own)).Uses;
        bool IsInside(string file) => file.StartsWith(room + "/", StringComparison.Ordinal);
        var projects = await Task.WhenAll(Product.Projects.Select(Project.LoadAsync));
        var compiled = projects.SelectMany(project => project.Uses).Where(use => IsInside(use.File)).ToList();
        Assert.All(Repository.Files(room, "*.cs"), file => Assert.True(projects.Any(project => project.Files.Contains(file)), $"{file} is compiled into no project."));
        return [.. compiled.Select(use => use with { DeclaredIn = [.. use.DeclaredIn.Where(IsInside)] })];
    }
}
