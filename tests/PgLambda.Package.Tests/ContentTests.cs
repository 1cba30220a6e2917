using System.Diagnostics;
using System.Reflection.Metadata;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PgLambda.Package.Tests;

/// <summary>The packages as data.</summary>
public partial class ContentTests(PackageFixture packages)
{
    private const string OfHosting = "Microsoft.Extensions.Configuration.Abstractions 8.0.0, Microsoft.Extensions.Diagnostics.HealthChecks 8.0.0, Microsoft.Extensions.Options 8.0.0";

    // Of the portable PDB format: https://github.com/dotnet/runtime/blob/main/docs/design/specs/PortablePdb-Metadata.md
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private static readonly string[] Frameworks = ["net10.0", "net8.0"];

    // Why these: see the floors in Directory.Packages.props.
    [Theory]
    [InlineData("PgLambda", "Dapper 2.1.66, Npgsql 8.0.3")]
    [InlineData("PgLambda.EntityFrameworkCore", $"Microsoft.EntityFrameworkCore.Relational 8.0.30, PgLambda {PackageFixture.Version}")]
    [InlineData("PgLambda.Extensions.Hosting", $"{OfHosting}, PgLambda {PackageFixture.Version}", $"{OfHosting}, Npgsql 9.0.3, PgLambda {PackageFixture.Version}")]
    [InlineData("PgLambda.Testing", "Microsoft.Extensions.Logging.Abstractions 8.0.0, Npgsql 8.0.3")]
    [InlineData("PgLambda.Testing.Xunit", $"PgLambda.Testing {PackageFixture.Version}, xunit.v3.extensibility.core 2.0.3")]
    public void It_depends_on_no_more_and_no_newer_than_it_needs(string package, string expected, string? expectedOnNet10 = null)
    {
        var groups = Metadata(package).Descendants().Where(e => e.Name.LocalName == "group").ToDictionary(
            group => group.Attribute("targetFramework")!.Value,
            group => string.Join(", ", group.Elements().Select(e => $"{e.Attribute("id")!.Value} {e.Attribute("version")!.Value}").Order(StringComparer.Ordinal)));
        Assert.Equal(Frameworks, groups.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(expected, groups["net8.0"]);
        Assert.Equal(expectedOnNet10 ?? expected, groups["net10.0"]);
    }

    [Theory]
    [InlineData("PgLambda", "analyzers/dotnet/roslyn4.8/cs/PgLambda.CodeFixes.dll, analyzers/dotnet/roslyn4.8/cs/PgLambda.Generator.dll, buildTransitive/net8.0/PgLambda.targets")]
    [InlineData("PgLambda.EntityFrameworkCore", "")]
    [InlineData("PgLambda.Extensions.Hosting", "")]
    [InlineData("PgLambda.Testing", "")]
    [InlineData("PgLambda.Testing.Xunit", "")]
    public void It_has_these_files_and_no_others(string package, string others)
    {
        var expected = Frameworks.SelectMany(framework => new[] { $"lib/{framework}/{package}.dll", $"lib/{framework}/{package}.xml" })
            .Concat(["README.md", "icon.png"]).Concat(others.Split(", ", StringSplitOptions.RemoveEmptyEntries));
        using var archive = packages.Open(package);
        var files = archive.Entries.Select(e => e.FullName)
            .Where(name => name != $"{package}.nuspec" && name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));

        using var symbols = packages.Open(package, "snupkg");
        Assert.All(Frameworks, framework => Assert.NotNull(symbols.GetEntry($"lib/{framework}/{package}.pdb")));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_says_what_it_is_and_where_it_comes_from(string package)
    {
        var metadata = Metadata(package);
        Assert.Equal("MIT", Text(metadata, "license"));
        Assert.Equal("README.md", Text(metadata, "readme"));
        Assert.Equal("icon.png", Text(metadata, "icon"));
        Assert.Equal("https://github.com/pglambda/pglambda", Text(metadata, "projectUrl"));
        var repository = metadata.Elements().Single(e => e.Name.LocalName == "repository");
        Assert.Equal("git https://github.com/pglambda/pglambda", $"{repository.Attribute("type")!.Value} {repository.Attribute("url")!.Value}");
        Assert.Equal(Commit, repository.Attribute("commit")!.Value);
        Assert.Equal($"https://github.com/pglambda/pglambda/blob/v{PackageFixture.Version}/docs/CHANGELOG.md", Text(metadata, "releaseNotes"));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_debugger_finds_its_sources(string package)
    {
        using var symbols = packages.Open(package, "snupkg");
        var files = symbols.Entries.Where(entry => entry.Name == $"{package}.pdb").ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var memory = new MemoryStream();
            using (var content = file.Open())
                content.CopyTo(memory);
            memory.Position = 0;
            using var provider = MetadataReaderProvider.FromPortablePdbStream(memory);
            var reader = provider.GetMetadataReader();
            var links = Assert.Single(reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition).Select(reader.GetCustomDebugInformation), information => reader.GetGuid(information.Kind) == SourceLink);
            Assert.Equal($$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/pglambda/pglambda/{{{Commit}}}/*"}}""", Encoding.UTF8.GetString(reader.GetBlobBytes(links.Value)));
            // What the compiler was given is in the repository, or inside.
            Assert.All(reader.Documents.Select(reader.GetDocument), document => Assert.StartsWith("/_/", reader.GetString(document.Name), StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Its_files_name_no_directory_of_the_machine(string package)
    {
        foreach (var extension in new[] { "nupkg", "snupkg" })
        {
            using var archive = packages.Open(package, extension);
            foreach (var entry in archive.Entries)
            {
                using var memory = new MemoryStream();
                using (var content = entry.Open())
                    content.CopyTo(memory);
                Assert.False(memory.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)) >= 0, $"{entry.FullName} names {Repository.Root}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Its_readme_says_how_to_add_it_and_links_to_files_that_exist(string package)
    {
        using var archive = packages.Open(package);
        using var reader = new StreamReader(archive.GetEntry("README.md")!.Open());
        var readme = reader.ReadToEnd();
        Assert.Contains(package == "PgLambda.Tool" ? $"\ndotnet tool install --global {package}\n" : $"\ndotnet add package {package}\n", readme.ReplaceLineEndings("\n"));
        var links = Link().Matches(readme).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        const string Root = "https://github.com/pglambda/pglambda/blob/main/";
        Assert.All(links, link =>
        {
            Assert.StartsWith(Root, link);
            var (file, anchor) = link[Root.Length..].Split('#') is [var f, var a] ? (f, a) : (link[Root.Length..], "");
            var headings = File.ReadLines(Path.Combine(Repository.Root, file)).Where(line => line.StartsWith('#'));
            Assert.True(anchor == "" || headings.Any(heading => Anchor(heading) == anchor), $"{file} has no heading for #{anchor}.");
        });
    }

    public static TheoryData<string> Packages => ["PgLambda", "PgLambda.EntityFrameworkCore", "PgLambda.Extensions.Hosting", "PgLambda.Testing", "PgLambda.Testing.Xunit", "PgLambda.Tool"];

    private static string Commit { get; } = ReadCommit();

    private static string ReadCommit()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "rev-parse", "HEAD"]) { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private XElement Metadata(string package)
    {
        using var archive = packages.Open(package);
        using var nuspec = archive.GetEntry($"{package}.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
    }

    private static string Text(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;

    private static string Anchor(string heading) =>
        NotInAnchors().Replace(heading.TrimStart('#').Trim(), "").Replace(' ', '-').ToLower(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
