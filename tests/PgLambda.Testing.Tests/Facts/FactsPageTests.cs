using System.Text.Json;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>docs/aws-facts.sql, run with psql against the stand-in: as it guesses by default, and with every guess the other way round.</summary>
public sealed class FactsPageTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    /// <summary>What no report of a database can know: what a function gets for a NULL payload only the function sees, and the others are about answers that Lambda itself replaces.</summary>
    private static readonly string[] Unknowable =
        [nameof(StandInGuesses.NullPayload), nameof(StandInGuesses.InvalidResponse), nameof(StandInGuesses.ResponseLimit), nameof(StandInGuesses.ResponseTooLarge)];

    private static StandInGuesses Flipped() => new()
    {
        ErrorCode = "P0002",
        ClientName = "Somebody's client",
        PayloadWithoutAnswer = "{}",
        EventExecutedVersion = "e",
        DryRunExecutedVersion = "d",
        NullInvocationType = "DryRun",
        NullLogType = null,
        AccessDeniedReason = "because of a boundary",
        QualifyArnInErrors = true,
        CommonsForEveryone = false,
        AcceptsCompositeAsText = false,
        InvalidRegion = "no region: {0}",
        RegionConflict = "{1} is not {0}",
        QualifierConflict = "{1} and {0}",
        InvalidInvocationType = "no type: {0}",
        InvalidLogType = "no log: {0}",
        InvalidFunctionName = "no name: {0}",
        InvalidQualifier = "no qualifier: {0}",
        ClientContextTooLarge = "too much",
        ClientContextNotAnObject = "no object",
    };

    [Fact]
    public async Task The_report_on_the_defaults_gives_the_defaults()
    {
        var (report, guesses) = await ReportAsync(new StandInGuesses());
        AssertSame(new StandInGuesses(), guesses);
        Assert.Equal("(my-function,us-west-2)", report.GetProperty("compositeText").GetString());
        Assert.Equal(["function_name text", "region text"], report.GetProperty("compositeFields").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("1.2", report.GetProperty("extensions").GetProperty("aws_commons").GetString());
        Assert.Equal(4, report.GetProperty("signatures").GetArrayLength());
        Assert.Equal("invoke API failed", report.GetProperty("calls").GetProperty("timeoutInTransaction").GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("settings").ValueKind);
    }

    [Fact]
    public async Task Every_guess_that_is_flipped_flips_the_report()
    {
        var (_, guesses) = await ReportAsync(Flipped());
        AssertSame(Flipped(), guesses);
        foreach (var guess in typeof(StandInGuesses).GetProperties().Where(p => !Unknowable.Contains(p.Name)))
            Assert.NotEqual(guess.GetValue(new StandInGuesses()), guess.GetValue(Flipped()));
    }

    [Fact]
    public async Task Without_a_functions_name_nothing_is_called()
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.HandleAny((json, _) => Task.FromResult<JsonElement?>(json));
        var (output, report) = await RunAsync(lambda, lambda.ConnectionString);
        Assert.Contains("It calls no function.", output);
        Assert.Empty(report.GetProperty("calls").EnumerateObject());
        Assert.Empty(lambda.Calls);
    }

    [Theory]
    [InlineData("GRANT USAGE ON SCHEMA aws_lambda TO {0}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {0}")]
    [InlineData("REVOKE USAGE ON SCHEMA aws_commons FROM PUBLIC")]
    public async Task Any_role_gets_a_report_in_which_the_rest_is_unknown(string grants)
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("works", (JsonElement json) => json);
        await using var role = await TestRole.CreateAsync(lambda.ConnectionString, grants, Token);
        var (output, report) = await RunAsync(
            lambda, new NpgsqlConnectionStringBuilder(lambda.ConnectionString) { Username = role.Name }.ConnectionString, "-v", "function=arn:aws:lambda:us-west-2:123456789012:function:works");
        Assert.DoesNotMatch("[0-9]{12}", output);
        using var file = new ReportFile(output);
        AssertSame(new StandInGuesses { CommonsForEveryone = grants.StartsWith("GRANT", StringComparison.Ordinal) }, StandInGuesses.FromReport(file.Path));
        Assert.Equal(1, report.GetProperty("report").GetInt32());
        var dryRun = report.GetProperty("calls").GetProperty("dryRun");
        if (grants.StartsWith("GRANT", StringComparison.Ordinal))
        {
            Assert.Equal(204, dryRun.GetProperty("row").GetProperty("status_code").GetInt32());
        }
        else
        {
            Assert.Equal("42501", dryRun.GetProperty("error").GetProperty("sqlstate").GetString());
            Assert.Equal(JsonValueKind.Null, report.GetProperty("compositeText").ValueKind);
        }
    }

    [Fact]
    public async Task What_did_not_get_through_says_nothing()
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        await lambda.StopListenerAsync();
        var (output, _) = await RunAsync(lambda, lambda.ConnectionString, "-v", "function=works");
        using var file = new ReportFile(output);
        AssertSame(new StandInGuesses(), StandInGuesses.FromReport(file.Path));
    }

    [Theory]
    [InlineData("", "holds no report")]
    [InlineData("{\"other\":1}\n", "holds no report")]
    [InlineData("{\"report\":2}", "form 2")]
    [InlineData("{\"report\":\"x\"}", "form x")]
    [InlineData("{\"report\":1", "was it cut?")]
    public void What_is_no_report_is_refused(string text, string said)
    {
        using var file = new ReportFile(text);
        Assert.Contains(said, Assert.Throws<FormatException>(() => StandInGuesses.FromReport(file.Path)).Message);
    }

    [Fact]
    public void What_a_report_does_not_know_stays_as_it_is()
    {
        using var file = new ReportFile("some words\n{\"report\":1,\"calls\":{\"event\":null,\"dryRun\":{\"row\":7}},\"commonsForEveryone\":null}\n\n");
        AssertSame(new StandInGuesses(), StandInGuesses.FromReport(file.Path));
        Assert.Throws<FileNotFoundException>(() => StandInGuesses.FromReport(file.Path + ".not"));
    }

    [Fact]
    public void The_code_of_the_page_loads_a_report()
    {
        File.WriteAllText("report.txt", """{"report":1,"compositeAsText":null,"commonsForEveryone":false}""");
        try
        {
            var options = new LocalLambdaOptions { Guesses = StandInGuesses.FromReport("report.txt") };
            AssertSame(new StandInGuesses { CommonsForEveryone = false }, options.Guesses);
        }
        finally
        {
            File.Delete("report.txt");
        }
        var code = Assert.Single(Markdown.Blocks(Repository.Read("docs/aws-facts.md"), "csharp"));
        Assert.Contains(code, Repository.Read("tests/PgLambda.Testing.Tests/Facts/FactsPageTests.cs").Replace("            ", ""));
    }

    private static void AssertSame(StandInGuesses expected, StandInGuesses actual) => Assert.All(
        typeof(StandInGuesses).GetProperties(), guess => Assert.Equal((guess.Name, guess.GetValue(expected)), (guess.Name, guess.GetValue(actual))));

    private static async Task<(JsonElement Report, StandInGuesses Guesses)> ReportAsync(StandInGuesses guesses)
    {
        var options = RequestedServer.Options();
        options.Guesses = guesses;
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("works", async (JsonElement json, LambdaCall call) =>
        {
            if (call.RequestTimeout < TimeSpan.FromSeconds(1))
                await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return json;
        });
        lambda.Handle("fails", JsonElement (JsonElement _) => throw new InvalidOperationException("no"));
        // Where a function is not allowed, its absence is not told.
        if (guesses.AccessDeniedReason.Contains("boundary", StringComparison.Ordinal))
            lambda.Function("aws-facts-no-such-function").Faults.FailAll(LambdaFault.AccessDenied);
        var (output, report) = await RunAsync(lambda, lambda.ConnectionString, "-v", "function=works", "-v", "failing=fails");
        Assert.DoesNotMatch("[0-9]{12}", output);
        using var file = new ReportFile(output);
        return (report, StandInGuesses.FromReport(file.Path));
    }

    private static async Task<(string Output, JsonElement Report)> RunAsync(LocalLambda lambda, string connectionString, params string[] arguments)
    {
        var page = Repository.PathOf("docs/aws-facts.sql");
        var (exit, output) = await ClientProgram.RunAsync(ClientProgram.Find("psql"), new NpgsqlConnectionStringBuilder(connectionString), null, ["-X", .. arguments, "-f", page]);
        Assert.True(exit == 0, output);
        Assert.DoesNotContain("ERROR", output);
        using var report = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        return (output, report.RootElement.Clone());
    }

    private sealed class ReportFile : IDisposable
    {
        public ReportFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"aws-facts-{Guid.NewGuid():N}");

        public void Dispose() => File.Delete(Path);
    }
}
