using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PgLambda.Tool.Tests;

public sealed class PolicyTests
{
    private static readonly string[] Place = ["--account", "111122223333", "--region", "eu-central-1"];

    [Fact]
    public async Task The_least_is_allowed_once_for_each_function()
    {
        var run = await Pglambda.RunAsync(["policy", Pglambda.Application, .. Place]);
        Assert.Contains("IOrderFunctions.StockAsync takes LambdaCallOptions", run.Errors);
        PolicyGrammar.Check(run.Json);
        Assert.Equal(
            [
                "arn:aws-us-gov:lambda:us-gov-west-1:555555555551:function:order-placed:3",
                "arn:aws:lambda:eu-central-1:111122223333:function:audit",
                "arn:aws:lambda:eu-central-1:111122223333:function:audit:*",
                "arn:aws:lambda:eu-central-1:111122223333:function:stock",
                "arn:aws:lambda:eu-central-1:111122223333:function:store:live",
                "arn:aws:lambda:us-west-2:555555555551:function:price-order:prod",
            ],
            Resources(run.Json));
    }

    [Fact]
    public async Task Every_qualifier_is_allowed_where_it_is_asked_for()
    {
        var run = await Pglambda.RunAsync(["policy", Pglambda.Application, "--any-qualifier", .. Place]);
        Assert.Equal("", run.Errors);
        Assert.Contains("arn:aws:lambda:eu-central-1:111122223333:function:stock:*", Resources(run.Json));
    }

    [Fact]
    public async Task Names_that_nothing_completes_are_refused_by_name()
    {
        (await Pglambda.RunAsync("policy", Pglambda.Application)).Refused(2, "'stock' (IOrderFunctions.StockAsync) is no full ARN: give --account and --region.", "'store:live'");
        (await Pglambda.RunAsync("policy", Pglambda.Application, "--account", "12")).Refused(2, "--account '12'");
        (await Pglambda.RunAsync("policy", Pglambda.Application, "--region", "mars")).Refused(2, "--region 'mars'");
    }

    [Fact]
    public async Task What_is_too_long_for_one_policy_is_split()
    {
        using var many = ManifestAssembly.Write("App.IClient\n" + string.Join('\n', Enumerable.Range(0, 200).Select(i => $"Call{i}Async function-number-{i}-{new string('x', 30)}")));
        var run = await Pglambda.RunAsync(["policy", many.Path, .. Place]);
        Assert.Contains("these are", run.Errors);
        var policies = run.Json.EnumerateArray().ToList();
        Assert.InRange(policies.Count, 3, 5);
        Assert.All(policies, PolicyGrammar.Check);
        Assert.Equal(200, policies.SelectMany(Resources).Distinct().Count());
        Assert.Equal(policies.Count, (await Pglambda.RunAsync(["policy", many.Path, "--json", .. Place])).Json.GetProperty("policies").GetArrayLength());
        Assert.Equal(policies.Count, Regex.Count((await Pglambda.RunAsync(["policy", many.Path, "--format", "terraform", .. Place])).Fine(), "^resource \"aws_iam_policy\" \"pglambda_[0-9]\"", RegexOptions.Multiline));
        using var committed = Pglambda.File("policies.json", run.Output);
        (await Pglambda.RunAsync(["policy", many.Path, "--check", committed.Path, .. Place])).Fine();
    }

    [Fact]
    public async Task Terraform_is_laid_out_as_it_lays_out_itself()
    {
        var terraform = (await Pglambda.RunAsync(["policy", Pglambda.Application, "--format", "terraform", .. Place])).Fine();
        Assert.Contains("      \"arn:aws:lambda:us-west-2:555555555551:function:price-order:prod\",\n", terraform);
        if (FindTerraform() is not { } command)
            return;
        using var file = Pglambda.File("policy.tf", terraform);
        using var fmt = Process.Start(command, ["fmt", "-check", "-diff", file.Path]);
        await fmt.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, fmt.ExitCode);
    }

    [Fact]
    public async Task A_policy_that_is_right_passes()
    {
        using var policy = Pglambda.File("policy.json", (await Pglambda.RunAsync(["policy", Pglambda.Application, .. Place])).Output);
        Assert.Contains("allows what the code invokes, and no more: 6 ARNs.", (await Pglambda.RunAsync(["policy", Pglambda.Application, "--check", policy.Path, .. Place])).Fine());
    }

    [Theory]
    // Too little, too much, something else, and what cannot be judged; other services are nobody's business here.
    [InlineData("""{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:eu-central-1:111122223333:function:a"}""", "No statement allows lambda:InvokeFunction on arn:aws:lambda:eu-central-1:111122223333:function:b:live.")]
    [InlineData("""{"Sid":"All","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*"}""", "Statement 'All' allows *, which the code does not invoke as a whole.")]
    [InlineData("""{"Effect":"Allow","Action":["lambda:*"],"Resource":["arn:aws:lambda:eu-central-1:111122223333:function:a","arn:aws:lambda:eu-central-1:111122223333:function:b:live"]}""", "Statement 1 allows lambda:*: the code needs lambda:InvokeFunction alone.")]
    [InlineData("""[{"Effect":"Allow","Action":"LAMBDA:invokefunction","Resource":["arn:aws:lambda:eu-central-1:111122223333:function:a","arn:aws:lambda:eu-central-1:111122223333:function:b:live"]},{"Effect":"Deny","Action":"lambda:Invoke*","Resource":"arn:aws:lambda:*:function:b:?ive"}]""", "Statement 2 denies lambda:InvokeFunction on arn:aws:lambda:eu-central-1:111122223333:function:b:live.")]
    [InlineData("""[{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":["arn:aws:lambda:eu-central-1:111122223333:function:a","arn:aws:lambda:eu-central-1:111122223333:function:b:live"]},{"Sid":"Maybe","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*","Condition":{}}]""", "Statement 'Maybe' has a Condition: what it allows is not known here.")]
    [InlineData("""[{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":["arn:aws:lambda:eu-central-1:111122223333:function:a","arn:aws:lambda:eu-central-1:111122223333:function:b:live"]},{"Effect":"Allow","Action":"s3:*","Resource":"*"}]""", null)]
    public async Task Drift_is_found_and_the_statement_named(string statements, string? said)
    {
        using var application = ManifestAssembly.Write("App.IClient\nOneAsync a\nTwoAsync b qualifier=live");
        using var policy = Pglambda.File("policy.json", $$"""{"Version":"2012-10-17","Statement":{{statements}}}""");
        var run = await Pglambda.RunAsync(["policy", application.Path, "--check", policy.Path, .. Place]);
        Assert.Equal(said is null ? 0 : 1, run.ExitCode);
        Assert.Contains(said ?? "and no more", run.Output);
        var json = await Pglambda.RunAsync(["policy", application.Path, "--json", "--check", policy.Path, .. Place]);
        Assert.Equal((run.ExitCode, said is null), (json.ExitCode, json.Json.GetProperty("findings").GetArrayLength() == 0));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{"Statement":[{"Effect":"Maybe","Action":"a","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":7,"Resource":"*"}]}""")]
    public async Task What_is_no_policy_is_refused(string text)
    {
        using var policy = Pglambda.File("policy.json", text);
        (await Pglambda.RunAsync(["policy", Pglambda.Application, "--check", policy.Path, .. Place])).Refused(2, "policy.json is no IAM policy");
    }

    private static IEnumerable<string?> Resources(JsonElement policy) => policy.GetProperty("Statement")[0].GetProperty("Resource").EnumerateArray().Select(each => each.GetString());

    private static string? FindTerraform() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "terraform")).FirstOrDefault(File.Exists);
}
