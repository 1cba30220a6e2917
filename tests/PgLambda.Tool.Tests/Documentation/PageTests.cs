using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.Tool.Tests.Documentation;

/// <summary>docs/tool.md: each output on it is what the tool prints. PGLAMBDA_ACCEPT_SNAPSHOTS=1 writes the page anew.</summary>
public sealed partial class PageTests(LocalLambdaFixture fixture) : IClassFixture<LocalLambdaFixture>
{
    private const string Page = "docs/tool.md", Prompt = "$ pglambda ";

    [Fact]
    public async Task Each_output_is_what_the_tool_prints()
    {
        // A policy as a team may have kept it, from before a function was added and with more than it needs.
        using var policy = new TemporaryFile("policy.json", """
            {"Version":"2012-10-17","Statement":[{"Sid":"Orders","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":[
              "arn:aws-us-gov:lambda:us-gov-west-1:555555555551:function:order-placed:3",
              "arn:aws:lambda:eu-central-1:111122223333:function:audit",
              "arn:aws:lambda:eu-central-1:111122223333:function:audit:*",
              "arn:aws:lambda:eu-central-1:111122223333:function:stock:*",
              "arn:aws:lambda:eu-central-1:111122223333:function:store:live",
              "arn:aws:lambda:us-west-2:555555555551:function:price-order:prod"]}]}
            """);
        using var order = new TemporaryFile("order.json", """{"sku":"A-100","quantity":3}""");
        await PrepareAsync();
        var page = Repository.Read(Page);
        var written = new StringBuilder(page);
        foreach (var block in Markdown.Blocks(page, "console"))
        {
            var command = block.Split('\n')[0];
            Assert.StartsWith(Prompt, command);
            var arguments = command[Prompt.Length..].Split(' ').Select(argument => argument switch
            {
                "Shop.dll" => Pglambda.Application,
                "policy.json" => policy.Path,
                "order.json" => order.Path,
                "\"$ORDERS\"" => new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { Username = "orders" }.ConnectionString,
                _ => argument,
            });
            var output = (await Pglambda.RunAsync([.. arguments])).Output.Replace(policy.Path, "policy.json", StringComparison.Ordinal);
            output = Milliseconds().Replace(Server().Replace(output, "PostgreSQL 18.1, database shop, role orders."), "took 4 ms");
            written.Replace(block, $"{command}\n{string.Join('\n', output.Split('\n').Select(line => line.TrimEnd()))}");
        }
        if (Environment.GetEnvironmentVariable("PGLAMBDA_ACCEPT_SNAPSHOTS") == "1")
            File.WriteAllText(Repository.PathOf(Page), written.ToString());
        else
            Assert.Equal(page, written.ToString());
    }

    [Fact]
    public async Task A_local_database_prints_what_the_page_shows()
    {
        var block = Assert.Single(Markdown.Blocks(Repository.Read(Page), "text"), text => text.StartsWith(Prompt, StringComparison.Ordinal)).TrimEnd();
        using var functions = new TemporaryFile("stock.json", """{"sequence":[{"response":{"inStock":7}},{"error":{"type":"OutOfStock","message":"none left"}}]}""");
        Assert.StartsWith("$ pglambda local --handlers functions --port 55432\n", block);
        await using var local = await Local.StartAsync("--handlers", Path.GetDirectoryName(functions.Path)!);
        Assert.Equal("""{"inStock":7}""", await local.CallAsync("stock", "{}"));
        await local.FailAsync("stock");
        var shown = string.Join('\n', "$ pglambda local --handlers functions --port 55432", local.Url, await local.ReadLineAsync(), await local.ReadLineAsync());
        Assert.Equal(Varying(block), Varying(shown));

        static string Varying(string text) => Database().Replace(Elapsed().Replace(text, ", … ms"), ":…/pglambda_…");
    }

    [Fact]
    public async Task The_completion_that_the_page_gives_bash_completes()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The page gives it for bash.");
        var script = Assert.Single(Markdown.Blocks(Repository.Read(Page), "bash"), text => text.Contains("complete -o", StringComparison.Ordinal));
        Assert.Equal("policy\n", await CompleteAsync("pglambda po"));
        Assert.Equal("--settings\n--section\n".Split('\n').Order(), (await CompleteAsync("pglambda list App.dll --se")).Split('\n').Order());
        Assert.Equal("terraform\n", await CompleteAsync("pglambda policy --format t"));

        async Task<string> CompleteAsync(string line)
        {
            var words = line.Split(' ');
            var asked = $"""
                pglambda() {"{"} DOTNET_ROLL_FORWARD=Major dotnet '{Pglambda.Path}' "$@"; {"}"}
                {script}
                COMP_LINE='{line}' COMP_POINT={line.Length} COMP_CWORD={words.Length - 1} COMP_WORDS=({string.Join(' ', words)})
                _pglambda
                printf '%s\n' "${"{"}COMPREPLY[@]{"}"}"
                """;
            var (exitCode, output) = await ClientProgram.RunAsync("bash", null, asked);
            Assert.True(exitCode == 0, output);
            return output;
        }
    }

    // The role that calls, another that may not, and what answers: one function is missing.
    private async Task PrepareAsync()
    {
        await using var command = fixture.Lambda.DataSource.CreateCommand(
            "CREATE ROLE orders LOGIN; CREATE ROLE reports; GRANT USAGE ON SCHEMA aws_lambda TO orders; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO orders; ALTER ROLE orders SET statement_timeout = '10s'");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        foreach (var function in (string[])["price-order", "order-placed", "stock"])
        {
            fixture.Lambda.Handle(function, (JsonElement any) => any);
            for (var version = 1; version <= 3; version++)
                fixture.Lambda.Function(function).PublishVersion();
            fixture.Lambda.Function(function).Alias("prod", "3");
        }
    }

    [GeneratedRegex(@"PostgreSQL [^,]*, database [^,]*, role orders; the local stand-in answers, not AWS\.")]
    private static partial Regex Server();

    [GeneratedRegex(", [0-9.]+ ms")]
    private static partial Regex Elapsed();

    [GeneratedRegex(":[0-9]+/pglambda_[0-9a-f]+")]
    private static partial Regex Database();

    [GeneratedRegex("took [0-9]+ ms")]
    private static partial Regex Milliseconds();
}
