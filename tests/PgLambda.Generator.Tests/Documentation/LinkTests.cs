using System.Text.RegularExpressions;

namespace PgLambda.Generator.Tests;

/// <summary>Every page is found from the README, and no link leads nowhere.</summary>
public partial class LinkTests
{
    // What a package's page, which is read elsewhere, writes before a file of this repository.
    private const string Here = "https://github.com/pglambda/pglambda/blob/main/";

    public static TheoryData<string> Pages => [.. new[] { "docs", "samples", "runtime" }
        .SelectMany(folder => Repository.Files(folder, "*.md"))
        .Append("README.md")
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void The_readme_leads_to_each_page_in_one_click() =>
        Assert.Equal([], Repository.Files("docs", "*.md", SearchOption.TopDirectoryOnly).Append("docs/rules/README.md").Except(Links("README.md").Select(link => link.Page)));

    [Fact]
    public void The_readme_has_two_commands()
    {
        var block = Assert.Single(Commands().Matches(Repository.Read("README.md"))).Groups[1].Value;
        Assert.Equal(["dotnet run --project samples/Quickstart", "dotnet test"], block.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_link_is_dead(string page) => Assert.All(Links(page), link =>
    {
        Assert.True(Path.Exists(Repository.PathOf(link.Page)), $"{page} links to {link.Page}, which is not there.");
        if (link.Section.Length > 0)
            Assert.Contains(link.Section, Heading().Matches(Repository.Read(link.Page)).Select(match => Anchor(match.Groups[1].Value)));
    });

    [Fact]
    public void The_pages_are_found_and_have_links()
    {
        Assert.Contains("docs/hosting.md", Pages.Select(row => row.Data));
        Assert.Contains(("docs/hosting.md", "usepglambda"), Links("docs/hosting.md"));
        Assert.Contains(("docs/environments.md", ""), Links("docs/hosting.md"));
    }

    // Links to files of this repository, from its root; others are not this test's to follow.
    private static List<(string Page, string Section)> Links(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        return [.. Link().Matches(Code().Replace(Repository.Read(page), ""))
            .Select(match => match.Groups[1].Value)
            .Where(link => link.StartsWith(Here, StringComparison.Ordinal) || !link.Contains(':', StringComparison.Ordinal))
            .Select(link => (IsHere: link.StartsWith(Here, StringComparison.Ordinal), Parts: link.Replace(Here, "", StringComparison.Ordinal).Split('#', 2)))
            .Select(link => (
                link.Parts[0].Length == 0 ? page : link.IsHere ? link.Parts[0] : Repository.Name(Path.Combine(Repository.Root, folder, link.Parts[0])),
                link.Parts.ElementAtOrDefault(1) ?? ""))];
    }

    // As GitHub makes them.
    private static string Anchor(string heading) => Other().Replace(heading.ToLowerInvariant().Replace(' ', '-'), "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_-]")]
    private static partial Regex Other();

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Commands();
}
