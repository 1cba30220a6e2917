using System.Text.RegularExpressions;

namespace PgLambda.CodeFixes.Tests;

/// <summary>Each rule's page says whether there is a fix, and it is so.</summary>
public partial class FixDocumentationTests
{
    [Fact]
    public void Pages_and_table_name_the_rules_that_have_a_fix()
    {
        var fixable = ProviderTests.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet();
        var table = TableRow().Matches(Repository.Read("docs/rules/README.md")).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value == "yes");
        Assert.NotEmpty(table);
        Assert.All(table, row =>
        {
            Assert.Equal(fixable.Contains(row.Key), row.Value);
            var page = Repository.Read($"docs/rules/{row.Key}.md");
            Assert.Equal(row.Value, !page.Contains("There is no code fix.", StringComparison.Ordinal));
            Assert.Equal(row.Value, page.Contains("Code fix", StringComparison.Ordinal) && !page.Contains("| none |", StringComparison.Ordinal));
        });
    }

    [GeneratedRegex(@"^\| \[(PGL[0-9]{4})\].*\| (yes|no) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
