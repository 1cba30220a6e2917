using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.Generator.Tests;

/// <summary>Every rule has a page that says what the rule does, a row in the table, an entry in the release tracking and a test; nothing else has.</summary>
public partial class RuleDocumentationTests
{
    private const string NoFix = "There is no code fix.", Fix = "Code fix: ";

    // What the compiler itself says about an example that is wrong; everywhere else an example would compile, were it not for the rule.
    private static readonly Dictionary<string, string> CompilerErrors = new() { ["PGL0110"] = "CS0246" };

    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    private static DiagnosticDescriptor Rule(string id) => Rules.All.Single(rule => rule.Id == id);

    [Fact]
    public void All_holds_every_rule_once_by_id_and_every_analyzers_rules()
    {
        var fields = typeof(Rules).GetFields().Where(field => field.FieldType == typeof(DiagnosticDescriptor)).Select(field => ((DiagnosticDescriptor)field.GetValue(null)!).Id);
        var ids = Rules.All.Select(rule => rule.Id).ToList();
        Assert.Equal(fields.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(ids, LambdaAnalyzers.All.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.All(ids, id => Assert.Matches("^PGL0[0-2][0-9]{2}$", id));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Page_agrees_with_the_rule(string id)
    {
        var (rule, page) = (Rule(id), RulePage.Of(id));
        Assert.Equal($"# {id}: {rule.Title}", page.Title);
        Assert.Equal([rule.DefaultSeverity.ToString(), rule.Category], page.Table[..2]);
        Assert.Equal(["Wrong", "Right", "How to mend it", "When to suppress it"], page.Sections.Keys);
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.StartsWith("https://", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Equal(rule.DefaultSeverity == DiagnosticSeverity.Error, page.Sections["When to suppress it"].StartsWith("Never.", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Page_has_a_note_on_the_code_fix(string id)
    {
        var page = RulePage.Of(id);
        var note = page.Sections["How to mend it"].Split("\n\n")[^1].Replace('\n', ' ');
        Assert.StartsWith(page.HasCodeFix ? Fix + page.Table[2] : NoFix, note, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_page_for_each_rule_and_no_other()
    {
        // A new rule gets the outline of its page, to be written.
        var missing = Rules.All.Where(rule => !File.Exists(Repository.PathOf($"docs/rules/{rule.Id}.md"))).ToList();
        foreach (var rule in missing)
            File.WriteAllText(Repository.PathOf($"docs/rules/{rule.Id}.md"), Outline(rule));
        Assert.True(missing.Count == 0, $"{string.Join(", ", missing.Select(rule => $"docs/rules/{rule.Id}.md"))} did not exist. There is an outline now: write the page.");
        Assert.Equal(
            Rules.All.Select(rule => rule.Id + ".md").Append("README.md"),
            Repository.Files("docs/rules", "*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_outline_has_what_a_page_needs()
    {
        var rule = Rules.All[0];
        var page = RulePage.Parse(Outline(rule));
        Assert.Equal($"# {rule.Id}: {rule.Title}", page.Title);
        Assert.Equal(["Wrong", "Right", "How to mend it", "When to suppress it"], page.Sections.Keys);
    }

    private static string Outline(DiagnosticDescriptor rule) => $"""
        # {rule.Id}: {rule.Title}

        | Severity | Category | Code fix |
        | --- | --- | --- |
        | {rule.DefaultSeverity} | {rule.Category} | none |

        Why this is reported, and what happens otherwise.

        ## Wrong

        ```csharp
        public interface IOrderFunctions
        {"{"}
        {"}"}
        ```

        ```text
        {rule.DefaultSeverity.ToString().ToLowerInvariant()} {rule.Id}: the message
        ```

        ## Right

        ```csharp
        public interface IOrderFunctions
        {"{"}
        {"}"}
        ```

        ## How to mend it

        What to do.

        {NoFix}

        ## When to suppress it

        {(rule.DefaultSeverity == DiagnosticSeverity.Error ? "Never. Where this rule applies no client is generated, and suppressing it only hides why." : "When.")}

        """;

    // The two lists are made from the rules: a rule is written in Rules, where it is raised, and on its page. A list that lags behind is rewritten here, to be committed.
    [Fact]
    public void Table_lists_each_rule_and_no_other() => ListIs(
        "docs/rules/README.md", "| [", TableRows(),
        group => Rules.All.Where(rule => rule.Id.StartsWith("PGL" + group, StringComparison.Ordinal)),
        rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity} | {rule.Title} | {(RulePage.Of(rule.Id).HasCodeFix ? "yes" : "no")} |");

    [Fact]
    public void Release_tracking_lists_each_rule_and_no_other()
    {
        // What has been shipped is history, and is not rewritten. A rule that has gone is missed by Roslyn's own analyzer; one that has another severity since then is not, and has to be among the changed.
        var (shipped, unshipped) = (RowsOf("Shipped"), RowsOf("Unshipped"));
        Assert.All(
            Rules.All.Where(rule => shipped.Any(row => row[0] == rule.Id)),
            rule => Assert.Equal((string[])[rule.Category, $"{rule.DefaultSeverity}"], shipped.Concat(unshipped).Last(row => row[0] == rule.Id)[1..3]));
        ListIs("generator/PgLambda.Generator/AnalyzerReleases.Unshipped.md", "PGL", ReleaseRows(), _ => Rules.All.Where(rule => shipped.All(row => row[0] != rule.Id)), ReleaseRow);
    }

    // Of new rules and of changed ones, what it is now comes first.
    private static List<string[]> RowsOf(string file) =>
        [.. Repository.Read($"generator/PgLambda.Generator/AnalyzerReleases.{file}.md").Split('\n').Where(line => line.StartsWith("PGL", StringComparison.Ordinal)).Select(line => line.Split(" | "))];

    private static string ReleaseRow(DiagnosticDescriptor rule) => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}";

    private static void ListIs(string file, string start, Regex list, Func<string, IEnumerable<DiagnosticDescriptor>> rulesOf, Func<DiagnosticDescriptor, string> row)
    {
        var text = Repository.Read(file);
        var lists = list.Matches(text);
        var expected = list.Replace(text, match => match.Groups["head"].Value + string.Concat(rulesOf(match.Groups["group"].Value).Select(rule => row(rule) + "\n")));
        // A file whose lists are no longer found has none of the rules, or others.
        Assert.Equal(
            lists.SelectMany(match => rulesOf(match.Groups["group"].Value)).Select(row),
            OtherTables().Replace(expected, "").Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)));
        Assert.All(rulesOf(""), rule => Assert.Contains(row(rule), expected, StringComparison.Ordinal));
        Assert.NotEmpty(lists);
        if (text == expected)
            return;
        File.WriteAllText(Repository.PathOf(file), expected);
        Assert.Fail($"{file} did not list the rules as they are. It does now: look at the change and commit it.");
    }

    [GeneratedRegex(@"(?<head>^## (?<group>\d\d)xx: [^\n]*\n\n\|[^\n]*\n\| ---[^\n]*\n)(?:\|[^\n]*\n)*", RegexOptions.Multiline)]
    private static partial Regex TableRows();

    [GeneratedRegex(@"(?<head>^### New Rules\n\n[^\n]*\n---[-|]*\n)(?:PGL[^\n]*\n)*", RegexOptions.Multiline)]
    private static partial Regex ReleaseRows();

    // Of rules that were shipped.
    [GeneratedRegex(@"^### (?:Changed|Removed) Rules\n(?:(?!###)[^\n]*\n)*", RegexOptions.Multiline)]
    private static partial Regex OtherTables();

    [Theory, MemberData(nameof(Ids))]
    public async Task Wrong_raises_this_rule_and_no_other(string id)
    {
        var page = RulePage.Of(id);
        var compilation = RuleExample.Compile(page, "Wrong");
        var others = RuleExample.OtherGenerators(page, "Wrong");
        var diagnostics = await AnalyzerRun.RunAsync(compilation, others);

        Assert.Equal([id], diagnostics.Select(d => d.Id).Distinct());
        var first = diagnostics.OrderBy(d => d.Location.SourceSpan.Start).First();
        var reported = $"{first.Severity.ToString().ToLowerInvariant()} {id}: {first.GetMessage()}\n";
        Assert.Equal(reported, page.Block("Wrong", "text"));
        Assert.Equal(
            CompilerErrors.TryGetValue(id, out var expected) ? [expected] : [],
            AnalyzerRun.Generate(compilation, others).Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct());
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Right_raises_nothing_and_compiles(string id)
    {
        var compilation = RuleExample.Compile(RulePage.Of(id), "Right");
        Assert.Empty(await AnalyzerRun.RunAsync(compilation));
        Assert.NotEmpty(GeneratorRun.Of(compilation).Sources);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Rule_has_a_test_of_its_own(string id)
    {
        Assert.Contains(
            Repository.Files("tests/PgLambda.Generator.Tests", "*.cs"),
            file => !file.Contains("/Documentation/", StringComparison.Ordinal) && Repository.Read(file).Contains(id, StringComparison.Ordinal));
    }
}
