using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PgLambda.Package.Tests;

/// <summary><c>.ci/release --prepare</c>, on a copy of what it changes: what was not shipped is shipped then, and nothing is lost.</summary>
public sealed class ReleaseTests : IDisposable
{
    private const string Changelog = "docs/CHANGELOG.md", Props = "Directory.Build.props";

    private static readonly string[] Rules = ["generator/PgLambda.Generator/AnalyzerReleases.Shipped.md", "generator/PgLambda.Generator/AnalyzerReleases.Unshipped.md"];

    private readonly string _directory = Directory.CreateTempSubdirectory("pglambda-release-").FullName;

    private static IEnumerable<string> Apis =>
        Directory.GetFiles(Repository.PathOf("runtime"), "PublicAPI.*.txt", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file));

    public ReleaseTests()
    {
        foreach (var file in (string[])[".ci/release", Changelog, Props, .. Rules, .. Apis])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(InCopy(file))!);
            File.Copy(Repository.PathOf(file), InCopy(file));
        }
        // After a release there is none.
        File.WriteAllText(InCopy(Rules[1]), Regex.Replace(Repository.Read(Rules[1]), "(?m)^---[-|]*\n", head => head.Value + "PGL9999 | PgLambda | Error | A rule that was not shipped\n"));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Everything_that_was_not_shipped_is()
    {
        var apis = Apis.GroupBy(file => Path.GetDirectoryName(file)!).ToDictionary(group => group.Key, group => Shipped(group.SelectMany(LinesOfCopy)));
        var rules = Rules.SelectMany(LinesOfCopy).Where(IsRule).ToList();

        Assert.Equal((0, "Prepared 77.8.9. Look at it: git diff\n"), await PrepareAsync("77.8.9"));

        Assert.Contains("<VersionPrefix>77.8.9</VersionPrefix>", Read(Props), StringComparison.Ordinal);
        Assert.Matches("""(?m)^## \[Unreleased\]\n\n## \[77\.8\.9\] - \d{4}-\d\d-\d\d\n\n""", Read(Changelog));
        Assert.Equal(Repository.Read(Changelog), Regex.Replace(Read(Changelog), @"\n\n## \[77\.8\.9\][^\n]*", ""));
        Assert.NotEmpty(apis);
        Assert.All(apis, api =>
        {
            Assert.Equal("#nullable enable\n", Read(Path.Combine(api.Key, "PublicAPI.Unshipped.txt")));
            Assert.Equal(api.Value, LinesOfCopy(Path.Combine(api.Key, "PublicAPI.Shipped.txt")));
        });
        Assert.DoesNotContain(LinesOfCopy(Rules[1]), IsRule);
        Assert.Equal(rules, LinesOfCopy(Rules[0]).Where(IsRule));
        // Roslyn's analyzer refuses rows without the heads of their table; the next rules need theirs.
        Assert.Matches("""## Release 77\.8\.9\n\n### New Rules\n\n[^\n]*\n---[-|]*\nPGL""", Read(Rules[0]));
        Assert.Matches("""### New Rules\n\n[^\n]*\n---[-|]*\n""", Read(Rules[1]));
    }

    [Fact]
    public async Task What_a_later_version_adds_and_takes_away()
    {
        await PrepareAsync("77.8.9");
        var (shipped, unshipped) = (Path.Combine("runtime", "PgLambda", "PublicAPI.Shipped.txt"), Path.Combine("runtime", "PgLambda", "PublicAPI.Unshipped.txt"));
        var before = LinesOfCopy(shipped);
        File.WriteAllLines(InCopy(unshipped), ["#nullable enable", "PgLambda.Added", $"*REMOVED*{before[^1]}"]);

        Assert.Equal(0, (await PrepareAsync("77.9.0")).ExitCode);

        Assert.Equal(Shipped([.. before[..^1], "PgLambda.Added"]), LinesOfCopy(shipped));
        // No rule came with it.
        Assert.DoesNotContain("77.9.0", Read(Rules[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2", "'1.2' is no version such as 1.2.3.\n", 2)]
    [InlineData("1.2.3-beta", "'1.2.3-beta' is no version such as 1.2.3.\n", 2)]
    [InlineData("77.8.9", "docs/CHANGELOG.md has a section 77.8.9 already.\n", 1)]
    public async Task Refused(string version, string printed, int exitCode)
    {
        await PrepareAsync("77.8.9");
        var before = Directory.GetFiles(_directory, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);

        Assert.Equal((exitCode, printed), await PrepareAsync(version));

        Assert.Equal(before, Directory.GetFiles(_directory, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText));
    }

    private async Task<(int ExitCode, string Printed)> PrepareAsync(string version)
    {
        var start = new ProcessStartInfo("bash", [InCopy(".ci/release"), "--prepare", version]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(printed));
    }

    private static bool IsRule(string line) => line.StartsWith("PGL", StringComparison.Ordinal);

    private static IEnumerable<string> Shipped(IEnumerable<string> lines)
    {
        const string head = "#nullable enable", gone = "*REMOVED*";
        var all = lines.Where(line => line is not ("" or head)).ToList();
        return [head, .. all.Where(line => !line.StartsWith(gone, StringComparison.Ordinal) && !all.Contains(gone + line)).Order(StringComparer.Ordinal)];
    }

    private string InCopy(string file) => Path.Combine(_directory, file);

    private string Read(string file) => File.ReadAllText(InCopy(file));

    private string[] LinesOfCopy(string file) => File.ReadAllLines(InCopy(file));
}
