using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Architecture.Tests;

/// <summary>A test's name is a sentence: its words are parted by underscores.</summary>
public sealed class TestNameTests
{
    // An API's name may stand in a sentence; longer than this it is rather a sentence without underscores.
    private const int MostHumps = 3;

    [Fact]
    public void Tests_are_named_by_sentences()
    {
        var tests = Repository.Files("", "*.cs").SelectMany(Tests).ToList();
        Assert.NotEmpty(tests);
        Assert.DoesNotContain(tests, test => !IsSentence(test.Name));
    }

    [Theory]
    [InlineData("A_lost_connection_is_unknown", true)]
    [InlineData("CommandTimeout_ends_a_call", true)]
    [InlineData("A_NpgsqlDataSource_is_taken", true)]
    [InlineData("JSONText_is_read", true)]
    [InlineData("TheNamingPolicyIs", false)]
    [InlineData("The_naming_policy_TheNamingPolicyIs", false)]
    [InlineData("ATestOfJSONText", false)]
    public void Words_are_counted_by_their_capitals(string name, bool isSentence) => Assert.Equal(isSentence, IsSentence(name));

    private static bool IsSentence(string name) => name.Split('_').All(word => Humps(word) <= MostHumps);

    private static int Humps(string word)
    {
        var humps = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var starts = i == 0 || !char.IsUpper(word[i - 1]) || (i + 1 < word.Length && char.IsLower(word[i + 1]));
            if (char.IsUpper(word[i]) && starts)
                humps++;
        }
        return humps;
    }

    private static IEnumerable<(string File, string Name)> Tests(string file) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.PathOf(file))).GetRoot()
            .DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory"))
            .Select(method => (file, method.Identifier.Text));
}
