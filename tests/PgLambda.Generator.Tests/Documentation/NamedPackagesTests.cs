namespace PgLambda.Generator.Tests;

/// <summary>Who follows a page in an empty folder must be told which packages its code needs: the projects that compile these blocks here have all of them.</summary>
public class NamedPackagesTests
{
    // What the code says, and where it comes from. The core is what the pages are about.
    private static readonly (string Code, string Package)[] Needed =
    [
        ("AddNpgsqlDataSource", "Npgsql.DependencyInjection"),
        ("UseNpgsql", "Npgsql.EntityFrameworkCore.PostgreSQL"),
        ("using NSubstitute", "NSubstitute"),
        ("using OpenTelemetry", "OpenTelemetry"),
        ("using Polly", "Polly.Core"),
        ("using Xunit", "xunit.v3"),
        ("AddPgLambda(", "PgLambda.Extensions.Hosting"),
        ("UsePgLambda(", "PgLambda.Extensions.Hosting"),
        (": DbContext", "PgLambda.EntityFrameworkCore"),
        ("LambdaRetryingExecutionStrategy", "PgLambda.EntityFrameworkCore"),
        ("LocalLambda.", "PgLambda.Testing"),
        ("LocalLambdaFixture", "PgLambda.Testing.Xunit"),
    ];

    public static TheoryData<string> Pages => [.. Repository.Files("docs", "*.md", SearchOption.TopDirectoryOnly), .. Repository.Files("runtime", "README.md"), "README.md"];

    [Theory, MemberData(nameof(Pages))]
    public void A_page_names_them(string page)
    {
        var text = Repository.Read(page);
        var code = string.Concat(Markdown.Blocks(text, "csharp"));
        Assert.All(Needed.Where(needed => code.Contains(needed.Code, StringComparison.Ordinal)), needed => Assert.True(
            ((string[])[$"`{needed.Package}`", $"dotnet add package {needed.Package}", $"Include=\"{needed.Package}\""]).Any(name => text.Contains(name, StringComparison.Ordinal)),
            $"{page} has {needed.Code} in its code, and does not say that this is in the package {needed.Package}."));
    }

    [Fact]
    public void Each_of_them_is_on_a_page() =>
        Assert.All(Needed, needed => Assert.Contains(Pages, page => string.Concat(Markdown.Blocks(Repository.Read(page.Data), "csharp")).Contains(needed.Code, StringComparison.Ordinal)));
}
