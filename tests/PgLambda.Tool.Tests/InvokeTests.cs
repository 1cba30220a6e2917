using System.Text.Json;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.Tool.Tests;

public sealed class InvokeTests(LocalLambdaFixture fixture) : IClassFixture<LocalLambdaFixture>
{
    private string Connection
    {
        get
        {
            fixture.Lambda.Handle("echo", (JsonElement json) => json);
            fixture.Lambda.Handle("boom", JsonElement (JsonElement json) => throw new InvalidOperationException("no stock"));
            fixture.Lambda.Handle<JsonElement, JsonElement>("says", (json, call) =>
            {
                call.Log("said\nmore");
                return Task.FromResult(JsonSerializer.SerializeToElement(new { context = call.ClientContext, limit = call.RequestTimeout.TotalMilliseconds }));
            });
            return fixture.Lambda.ConnectionString;
        }
    }

    [Fact]
    public async Task The_answer_is_on_stdout_and_what_else_there_is_to_say_is_not()
    {
        using var file = Pglambda.File("payload.json", """{"sku":"Ä-1","quantity":3}""");
        var run = await Pglambda.RunAsync("invoke", "echo", "--connection", Connection, "--payload", file.Path);
        Assert.Equal((0, "{\n  \"sku\": \"Ä-1\",\n  \"quantity\": 3\n}\n", "Status 200, version $LATEST.\n"), (run.ExitCode, run.Output, run.Errors));
        Assert.Equal("[\n  1\n]\n", (await Pglambda.RunAsync(["invoke", "echo", "--connection", Connection, "--payload", "-"], "[1]")).Output);
        Assert.Equal("{}\n", (await Pglambda.RunAsync("invoke", "echo", "--connection", Connection)).Output);
    }

    [Fact]
    public async Task Context_log_and_time_out_arrive()
    {
        using var context = Pglambda.File("context.json", """{"custom":{"tenant":"a"}}""");
        var run = await Pglambda.RunAsync("invoke", "says", "--connection", Connection, "--context", context.Path, "--timeout", "1234", "--tail");
        Assert.Contains("\"tenant\": \"a\"", run.Output);
        Assert.Contains("\"limit\": 1234", run.Output);
        Assert.Contains("said", run.Errors);
        var json = (await Pglambda.RunAsync("invoke", "says", "--connection", Connection, "--tail", "--json")).Json;
        Assert.Equal((1, 200, "$LATEST"), (json.GetProperty("version").GetInt32(), json.GetProperty("statusCode").GetInt32(), json.GetProperty("executedVersion").GetString()));
        Assert.Contains("said", json.GetProperty("log").GetString());
    }

    [Fact]
    public async Task Event_and_dry_run_have_no_answer()
    {
        var sent = await Pglambda.RunAsync("invoke", "echo", "--connection", Connection, "--event");
        Assert.Equal((0, ""), (sent.ExitCode, sent.Output));
        Assert.Contains("Status 202", sent.Errors);
        var asked = await Pglambda.RunAsync("invoke", "echo", "--connection", Connection, "--dry-run", "--json");
        Assert.Equal((204, JsonValueKind.Null), (asked.Json.GetProperty("statusCode").GetInt32(), asked.Json.GetProperty("payload").ValueKind));
    }

    [Fact]
    public async Task Failures_say_what_to_do()
    {
        (await Pglambda.RunAsync("invoke", "nothing", "--connection", Connection)).Refused(1, "Function not found", "Check name, region, account and qualifier.");
        var boom = await Pglambda.RunAsync("invoke", "boom", "--connection", Connection);
        Assert.Equal((1, ""), (boom.ExitCode, boom.Output));
        Assert.Contains("ran and failed", boom.Errors);
        Assert.Contains("no stock", boom.Errors);
        (await Pglambda.RunAsync("invoke", "echo", "--connection", "Host=127.0.0.1;Port=1;Username=app")).Refused(3, "127.0.0.1:1");
        var bare = new NpgsqlConnectionStringBuilder(Connection) { Database = "template1" };
        (await Pglambda.RunAsync("invoke", "echo", "--connection", bare.ConnectionString)).Refused(1, "CREATE EXTENSION");
    }

    [Theory]
    [InlineData("--event and --dry-run", "echo", "--event", "--dry-run")]
    [InlineData("--timeout is 1 to 900000", "echo", "--timeout", "0")]
    [InlineData("--tail and --context need an answer", "echo", "--event", "--tail")]
    [InlineData("cannot be part of a function name", "a;b")]
    [InlineData("no such file", "echo", "--payload", "no-such.json")]
    public async Task Bad_input_is_refused(string said, params string[] arguments) =>
        (await Pglambda.RunAsync(["invoke", .. arguments, "--connection", "Host=127.0.0.1;Port=1"])).Refused(2, said);

    [Fact]
    public async Task What_is_no_JSON_is_refused() =>
        (await Pglambda.RunAsync(["invoke", "echo", "--payload", "-", "--connection", "Host=127.0.0.1;Port=1"], "{")).Refused(2, "--payload - is no JSON");
}
