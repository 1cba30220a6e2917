using System.Text;
using System.Text.Json;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

[Collection(NonParallelTests.Name)]
public sealed class ForwardingTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    private static Task<(string, string, string)> Reply(string status, string headers, string body) => Task.FromResult((status, headers, body));

    [Fact]
    public async Task A_call_becomes_an_Invoke_request_and_its_answer_a_row()
    {
        ApiRequest? seen = null;
        await using var server = new InvokeApiServer((request, _) =>
        {
            seen = request;
            return Reply("200 OK", "X-Amz-Executed-Version: 4\r\nX-Amz-Log-Result: bG9n\r\n", """{"ü":1}""");
        });
        var name = NewName();
        Lambda.ForwardTo(name, new Uri(server.Address, "/base/"));
        Assert.Equal(new Answer(200, """{"ü":1}""", "4", "bG9n"), await CallAsync($"'{name}:prod', $1, log_type => 'Tail', context => '{{\"custom\":{{}}}}'", """{"ß": "x"}"""));
        Assert.Equal($"/base/2015-03-31/functions/{name}/invocations?Qualifier=prod", seen!.Path);
        Assert.Equal("RequestResponse", seen.Headers["X-Amz-Invocation-Type"]);
        Assert.Equal("Tail", seen.Headers["X-Amz-Log-Type"]);
        Assert.Equal("""{"custom":{}}""", Encoding.UTF8.GetString(Convert.FromBase64String(seen.Headers["X-Amz-Client-Context"])));
        Assert.Equal("""{"ß": "x"}""", seen.Body);
        var call = Lambda.Calls.Single(c => c.Function == name);
        Assert.Equal((LocalCallOutcome.Succeeded, "4", 1), (call.Outcome, call.ExecutedVersion, call.Attempt));
    }

    [Fact]
    public async Task An_event_is_passed_on_and_a_dry_run_is_answered_here()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = new InvokeApiServer((request, _) =>
        {
            seen.Enqueue(request.Headers["X-Amz-Invocation-Type"]);
            return Reply("202 Accepted", "", "");
        });
        var name = NewName();
        Lambda.ForwardTo(name, server.Address);
        Assert.Equal(new Answer(204, null, null, null), await CallAsync($"'{name}', $1, invocation_type => 'DryRun'"));
        Assert.Equal(0, Assert.Single(Lambda.Calls, c => c.Function == name).Attempt);
        Lambda.ForgetCalls();
        Assert.Equal(new Answer(202, null, null, null), await CallAsync($"'{name}', $1, invocation_type => 'Event'"));
        Assert.Equal(["Event"], seen);
        await Lambda.Calls.Single(c => c.Function == name).Completion.WaitAsync(Guard, Token);
    }

    [Theory]
    [InlineData("200 OK", "X-Amz-Function-Error: Unhandled\r\n", """{"errorMessage":"x"}""", "lambda invocation failed", "\"{0}\" returned error \"Unhandled\", details: \"{{\"errorMessage\":\"x\"}}\".")]
    [InlineData("200 OK", "X-Amz-Function-Error: Handled\r\n", """{"errorMessage":"y"}""", "lambda invocation failed", "\"{0}\" returned error \"Handled\", details: \"{{\"errorMessage\":\"y\"}}\".")]
    [InlineData("404 Not Found", "", """{"Message":"Function not found: x"}""", "invoke API failed", "AWS Lambda client returned 'Function not found: x'.")]
    [InlineData("429 Too Many Requests", "", """{"message":"Rate Exceeded."}""", "invoke API failed", "AWS Lambda client returned 'Rate Exceeded.'.")]
    [InlineData("502 Bad Gateway", "", "<html>", "invoke API failed", "AWS Lambda client returned 'HTTP 502 Bad Gateway'.")]
    public async Task Errors_of_the_endpoint_are_those_of_the_extension(string status, string headers, string body, string message, string detail)
    {
        await using var server = new InvokeApiServer((_, _) => Reply(status, headers, body));
        var name = NewName();
        Lambda.ForwardTo(name, server.Address);
        var error = await FailAsync($"'{name}', $1");
        Assert.Equal(message, error.MessageText);
        Assert.Equal(string.Format(detail, $"arn:aws:lambda:us-west-2:123456789012:function:{name}"), error.Detail);
    }

    [Theory]
    [InlineData("\"\u00ff\"")]
    [InlineData("\"\u00e9\"")]
    [InlineData("{}\0")]
    public async Task An_answer_that_is_no_text_is_no_JSON_and_gets_into_no_table(string latin1)
    {
        await using var server = new InvokeApiServer((_, _) => Reply("200 OK", "", latin1), Encoding.Latin1);
        var name = NewName();
        Lambda.ForwardTo(name, server.Address);
        var error = await FailAsync($"'{name}', $1");
        Assert.Equal(("22P02", "invalid input syntax for type json"), (error.SqlState, error.MessageText));
        Assert.Equal(LocalCallOutcome.InvokeError, Lambda.Calls.Single(c => c.Function == name).Outcome);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_unreachable()
    {
        Uri address;
        await using (var server = new InvokeApiServer((_, _) => Reply("200 OK", "", "1")))
            address = server.Address;
        var name = NewName();
        Lambda.ForwardTo(name, address);
        Assert.Equal("AWS Lambda client returned 'Unable to connect to endpoint'.", (await FailAsync($"'{name}', $1")).Detail);
    }

    [Fact]
    public async Task A_cancelled_call_closes_the_forwarded_request()
    {
        await using var server = new InvokeApiServer(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return ("", "", "");
        });
        var name = NewName();
        Lambda.ForwardTo(name, server.Address);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        await ScalarAsync<string>(connection, "SELECT set_config('aws_lambda.request_timeout_ms', '500', false)");
        await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, $"'{name}', $1"));
        await server.ClientGone.Task.WaitAsync(Guard, Token);
    }

    [Fact]
    public async Task Everything_that_nobody_serves_can_be_forwarded()
    {
        await using var server = new InvokeApiServer((request, _) => Reply("200 OK", "", JsonSerializer.Serialize(request.Path)));
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("mine", (object _) => "mine");
        lambda.ForwardTo(server.Address);
        Assert.Equal("\"mine\"", (await CallAsync(lambda.DataSource, "'mine', $1")).Payload);
        Assert.Equal("\"/2015-03-31/functions/theirs/invocations\"", (await CallAsync(lambda.DataSource, "'theirs', $1")).Payload);
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'mine:prod', $1"));
        Assert.Contains("Function not found", error.Detail);
    }
}
