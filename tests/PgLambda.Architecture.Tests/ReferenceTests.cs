using Microsoft.CodeAnalysis;

namespace PgLambda.Architecture.Tests;

/// <summary>Which project may know which.</summary>
public sealed class ReferenceTests
{
    // From the ones that know nobody to the ones that nobody knows. A new project takes its place here.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["PgLambda.Generator"] = [],
        ["PgLambda.CodeFixes"] = ["PgLambda.Generator"],
        ["PgLambda"] = [],
        ["PgLambda.Extensions.Hosting"] = ["PgLambda"],
        ["PgLambda.EntityFrameworkCore"] = ["PgLambda"],
        ["PgLambda.Database"] = ["PgLambda"],
        ["PgLambda.Testing"] = [],
        ["PgLambda.Testing.Xunit"] = ["PgLambda.Testing"],
        ["PgLambda.Tool"] = ["PgLambda", "PgLambda.Extensions.Hosting", "PgLambda.Testing"],
    };

    public static TheoryData<string> Projects => new(Product.Projects);

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task A_project_knows_only_what_is_below_it(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} has no place among the projects yet.");
        Assert.All((await Project.LoadAsync(project)).Builds, build => Assert.Subset(allowed.ToHashSet(), build.Projects.ToHashSet()));
    }

    [Fact]
    public async Task The_core_brings_Npgsql_and_Dapper_alone() =>
        Assert.All(
            (await Project.LoadAsync("runtime/PgLambda/PgLambda.csproj")).Builds,
            build => Assert.Equal(["Dapper", "Npgsql"], build.Packages.Order(StringComparer.Ordinal)));

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Internals_are_visible_to_projects_that_exist(string project)
    {
        var names = Repository.Files("", "*.csproj").Select(path => Path.GetFileNameWithoutExtension(path)!);
        var friends = (await Project.LoadAsync(project)).Builds
            .SelectMany(build => build.Compilation.Assembly.GetAttributes())
            .Where(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute")
            .Select(attribute => (string)attribute.ConstructorArguments[0].Value!);
        Assert.Equal([], friends.Distinct().Except(names));
    }
}
