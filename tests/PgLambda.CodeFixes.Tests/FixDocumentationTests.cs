using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PgLambda.CodeFixes.Tests;

/// <summary>Each rule's page says whether there is a fix, and it is so.</summary>
public partial class FixDocumentationTests
{
    [Fact]
    public void Pages_and_table_name_the_rules_that_have_a_fix()
    {
        var folder = Path.Combine(Root(), "docs", "rules");
        var fixable = ProviderTests.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet();
        var table = TableRow().Matches(File.ReadAllText(Path.Combine(folder, "README.md"))).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value == "yes");
        Assert.NotEmpty(table);
        Assert.All(table, row =>
        {
            Assert.Equal(fixable.Contains(row.Key), row.Value);
            var page = File.ReadAllText(Path.Combine(folder, row.Key + ".md"));
            Assert.Equal(row.Value, !page.Contains("There is no code fix.", StringComparison.Ordinal));
            Assert.Equal(row.Value, page.Contains("Code fix", StringComparison.Ordinal) && !page.Contains("| none |", StringComparison.Ordinal));
        });
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex(@"^\| \[(PGL[0-9]{4})\].*\| (yes|no) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
