using Npgsql;
using PgLambda.Testing.Tests.StandIn;

namespace PgLambda.Testing.Tests.Forwarding;

/// <summary>A stand-in that forwards everything to serverless-offline.</summary>
public sealed class ServerlessFixture : IAsyncLifetime
{
    private ServerlessOffline? _server;

    internal LocalLambda Lambda { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerlessOffline.StartAsync(TestContext.Current.CancellationToken);
        Lambda = await LocalLambda.StartAsync(RequestedServer.Options());
        Lambda.ForwardTo(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (Lambda is not null)
            await Lambda.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

public sealed class ServerlessOfflineTests(ServerlessFixture serverless, LambdaFixture own) : LambdaTests(own), IClassFixture<ServerlessFixture>
{
    /// <summary>What serverless-offline does not support, by name, and what it answers instead.</summary>
    public static TheoryData<string, string, Answer?, string?> NotSupported => new()
    {
        { "DryRun: answered here", "'echo', $1, invocation_type => 'DryRun'", new Answer(204, null, null, null), null },
        { "Tail: there is no log", "'echo', $1, log_type => 'Tail'", new Answer(200, """{"echoed":{"a":1}}""", "$LATEST", null), null },
        { "an alias, as argument: the one version runs", "'echo', $1, qualifier => 'prod'", new Answer(200, """{"echoed":{"a":1}}""", "$LATEST", null), null },
        { "an alias, in the name: the one version runs", "'echo:prod', $1", new Answer(200, """{"echoed":{"a":1}}""", "$LATEST", null), null },
        { "a version: the one version runs", "'echo', $1, qualifier => '7'", new Answer(200, """{"echoed":{"a":1}}""", "7", null), null },
    };

    [Theory]
    [InlineData("'echo', $1")]
    [InlineData("aws_commons.create_lambda_function_arn('arn:aws:lambda:us-west-2:123456789012:function:echo'), $1")]
    public async Task A_function_answers_with_its_payload(string arguments) =>
        Assert.Equal(new Answer(200, """{"echoed":{"ü":[1,null,"x"]}}""", "$LATEST", null), await ForwardAsync(arguments, """{"ü":[1,null,"x"]}"""));

    [Fact]
    public async Task An_event_is_accepted_and_handled_afterwards()
    {
        Assert.Equal(new Answer(202, null, null, null), await ForwardAsync("'counter', $1, invocation_type => 'Event'", """{"count":true}"""));
        for (var tries = 0; tries < 200 && (await ForwardAsync("'counter', $1")).Payload != "1"; tries++)
            await Task.Delay(25, Token);
        Assert.Equal("1", (await ForwardAsync("'counter', $1")).Payload);
    }

    [Fact]
    public async Task An_error_of_the_function_is_one_here()
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => ForwardAsync("'fail', $1"));
        Assert.Equal("lambda invocation failed", error.MessageText);
        Assert.StartsWith("\"arn:aws:lambda:us-west-2:123456789012:function:fail\" returned error \"Unhandled\", details: \"{\"errorMessage\":\"out of \\\"range\\\"\",", error.Detail);
        Assert.EndsWith("}\".", error.Detail);
        Assert.Equal(LocalCallOutcome.FunctionError, serverless.Lambda.Calls.Last(c => c.Function == "fail").Outcome);
    }

    [Fact]
    public async Task An_unknown_function_is_not_found()
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => ForwardAsync("'nobody', $1"));
        Assert.Equal(("invoke API failed", "AWS Lambda client returned 'Function not found: nobody'."), (error.MessageText, error.Detail));
    }

    [Fact]
    public async Task The_client_context_arrives() =>
        Assert.Equal("""{"custom":{"trace":"t-1"}}""", (await ForwardAsync("""'context', $1, context => '{"custom":{"trace":"t-1"}}'""")).Payload);

    [Theory]
    [MemberData(nameof(NotSupported))]
    public async Task What_it_does_not_support_is_known(string what, string arguments, Answer? answer, string? error)
    {
        TestContext.Current.TestOutputHelper?.WriteLine("Not supported by serverless-offline: " + what);
        if (answer is not null)
            Assert.Equal(answer, await ForwardAsync(arguments, """{"a":1}"""));
        else
            Assert.Equal(error, (await Assert.ThrowsAsync<PostgresException>(() => ForwardAsync(arguments, """{"a":1}"""))).Detail);
    }

    [Fact]
    public async Task What_it_does_not_survive_is_known_too()
    {
        // An event whose handler throws ends its process; Lambda would try again.
        await using var server = await ServerlessOffline.StartAsync(Token);
        Lambda.ForwardTo("fail", server.Address);
        Assert.Equal(202, (await ForwardAsync("'fail', $1, invocation_type => 'Event'", source: Lambda.DataSource)).StatusCode);
        await server.Ended.WaitAsync(Guard, Token);
        var error = await Assert.ThrowsAsync<PostgresException>(() => ForwardAsync("'fail', $1", source: Lambda.DataSource));
        Assert.Equal("AWS Lambda client returned 'Unable to connect to endpoint'.", error.Detail);
    }

    // A worker of Node.js starts with a function's first call: three seconds may be short where much runs at once.
    private async Task<Answer> ForwardAsync(string arguments, string payload = "{}", NpgsqlDataSource? source = null)
    {
        await using var connection = await (source ?? serverless.Lambda.DataSource).OpenConnectionAsync(Token);
        await ScalarAsync<string>(connection, "SELECT set_config('aws_lambda.request_timeout_ms', '60000', false)");
        return await CallAsync(connection, arguments, payload);
    }
}
