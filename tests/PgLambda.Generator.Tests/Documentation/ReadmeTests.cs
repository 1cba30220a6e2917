namespace PgLambda.Generator.Tests;

/// <summary>The README's example compiles, and becomes the SQL that the README says.</summary>
public class ReadmeTests
{
    [Fact]
    public void The_example_becomes_the_sql()
    {
        var readme = Repository.Read("README.md");
        var blocks = Markdown.Blocks(readme);
        var declaration = blocks.First(b => b.Language == "csharp").Text;
        var use = blocks.Where(b => b.Language == "csharp").ElementAt(1).Text;
        var sql = blocks.First(b => b.Language == "sql").Text.TrimEnd();

        var generated = GeneratorRun.Of(
            "using System.Threading;\nusing System.Threading.Tasks;\n" + declaration + """

            public static class Use
            {
                public static async Task<PriceQuote> RunAsync()
                {
                    
            """ + use + """
                    return quote;
                }
            }
            """).Text;

        Assert.Equal(sql, GeneratedOperations.Sql(generated, "PriceAsyncOperation"));
    }
}
