using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class ErrorTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    private static string Arn(string name) => $"arn:aws:lambda:us-west-2:123456789012:function:{name}";

    [Fact]
    public async Task A_throwing_handler_is_Unhandled()
    {
        var name = NewName();
        Lambda.Handle<object, int>(name, (_, _) => throw new InvalidOperationException("it \"broke\""));
        var error = await FailAsync($"'{name}', $1");
        Assert.Equal("lambda invocation failed", error.MessageText);
        Assert.Equal("XX000", error.SqlState);
        Assert.StartsWith($"\"{Arn(name)}\" returned error \"Unhandled\", details: \"{{\"errorMessage\":\"it \\\"broke\\\"\",\"errorType\":\"InvalidOperationException\",\"stackTrace\":[\"at ", error.Detail);
        Assert.EndsWith("]}\".", error.Detail);
        Assert.EndsWith("SQL function \"invoke\" statement 1", error.Where);
        var call = Lambda.Calls.Single(c => c.Function == name);
        Assert.Equal(LocalCallOutcome.FunctionError, call.Outcome);
        Assert.Contains("it \\\"broke\\\"", call.Error);
    }

    [Fact]
    public async Task A_reported_error_is_Handled()
    {
        var name = NewName();
        Lambda.Handle<object, int>(name, (_, _) => throw new LambdaHandledErrorException("out of stock", "StockError"));
        var error = await FailAsync($"'{name}', $1");
        Assert.Equal("lambda invocation failed", error.MessageText);
        Assert.Equal($"\"{Arn(name)}\" returned error \"Handled\", details: \"{{\"errorMessage\":\"out of stock\",\"errorType\":\"StockError\"}}\".", error.Detail);
    }

    [Fact]
    public async Task A_payload_that_does_not_fit_the_handler_is_Unhandled()
    {
        var name = NewName();
        Lambda.Handle(name, (int[] numbers) => numbers.Length);
        var error = await FailAsync($"'{name}', $1", "{}");
        Assert.Equal("lambda invocation failed", error.MessageText);
        Assert.Contains("\"errorType\":\"JsonException\"", error.Detail);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(":prod", ":prod")]
    [InlineData(":7", ":7")]
    public async Task An_unknown_function_or_qualifier_is_not_found(string qualifier, string suffix)
    {
        var name = NewName();
        if (qualifier.Length > 0)
            Lambda.Handle(name, (object _) => 1);
        var error = await FailAsync($"'{name}{qualifier}', $1");
        Assert.Equal("invoke API failed", error.MessageText);
        Assert.Equal($"AWS Lambda client returned 'Function not found: {Arn(name)}{suffix}'.", error.Detail);
        Assert.EndsWith("SQL function \"invoke\" statement 1", error.Where);
    }

    [Theory]
    [InlineData("'{0}', $1, 'eu-west-1'", "region \"eu-west-1\" conflicts with region \"us-west-2\" of the function's ARN")]
    [InlineData("aws_commons.create_lambda_function_arn('{0}', 'eu-west-1'), $1", "region \"eu-west-1\" conflicts with region \"us-west-2\" of the function's ARN")]
    [InlineData("'{0}:prod', $1, qualifier => 'test'", "qualifier \"test\" conflicts with qualifier \"prod\" of the function's name")]
    [InlineData("'{0}', $1, invocation_type => 'event'", "invalid invocation type \"event\"")]
    [InlineData("'{0}', $1, invocation_type => 'Dryrun'", "invalid invocation type \"Dryrun\"")]
    [InlineData("'{0}', $1, log_type => 'tail'", "invalid log type \"tail\"")]
    [InlineData("'{0}', $1, qualifier => 'a b'", "invalid qualifier \"a b\"")]
    [InlineData("'{0}:', $1", "invalid function name \"{0}:\"")]
    [InlineData("' f', $1", "invalid function name \" f\"")]
    [InlineData("NULL::text, $1", "invalid function name \"\"")]
    [InlineData("'12345678901:function:f', $1", "invalid function name \"12345678901:function:f\"")]
    public async Task Arguments_that_do_not_go_together_are_refused(string arguments, string message)
    {
        var arn = Arn("conflict");
        Lambda.Handle("conflict", (object _) => 1);
        var error = await FailAsync(string.Format(arguments, arn));
        Assert.Equal(string.Format(message, arn), error.MessageText);
    }

    public static TheoryData<LambdaFault, string> ApiFaults => new()
    {
        { LambdaFault.Throttled, "Rate Exceeded." },
        { LambdaFault.TooLarge, "Request must be smaller than 6291456 bytes for the InvokeFunction operation" },
        { LambdaFault.DropConnection, "Unable to connect to endpoint" },
        { LambdaFault.LoseAnswer, "Unable to connect to endpoint" },
        { LambdaFault.Api("KMS key is disabled"), "KMS key is disabled" },
    };

    [Theory]
    [MemberData(nameof(ApiFaults))]
    public async Task Injected_faults_of_the_API_read_as_AWS_writes_them(LambdaFault fault, string text)
    {
        var name = NewName();
        var runs = 0;
        var function = Lambda.Handle(name, (object _) => ++runs);
        function.Faults.FailNext(2, fault);
        for (var i = 0; i < 2; i++)
        {
            var error = await FailAsync($"'{name}', $1");
            Assert.Equal("invoke API failed", error.MessageText);
            Assert.Equal($"AWS Lambda client returned '{text}'.", error.Detail);
        }
        Assert.Equal(fault == LambdaFault.LoseAnswer ? 2 : 0, runs);
        Assert.Equal(200, (await CallAsync($"'{name}', $1")).StatusCode);
        Assert.Equal(0, function.Faults.Pending);
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(false, ";Include Error Detail=true", true)]
    [InlineData(true, ";Include Error Detail=false", true)]
    public async Task The_DETAIL_is_seen_only_where_the_option_or_the_own_connection_string_asks_for_it(bool option, string? own, bool seen)
    {
        var options = RequestedServer.Options();
        options.IncludeErrorDetail = option;
        if (own is not null)
            options.ConnectionString = (await PostgresCluster.GetSharedAsync(options.Cluster, Token)).ConnectionString + own;
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        await using var another = NpgsqlDataSource.Create(lambda.ConnectionString);
        foreach (var source in new[] { lambda.DataSource, another })
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(source, "'nobody', $1"));
            Assert.Equal("invoke API failed", error.MessageText);
            Assert.StartsWith(seen ? $"AWS Lambda client returned 'Function not found: {Arn("nobody")}'." : "Detail redacted", error.Detail);
        }
    }

    [Fact]
    public async Task Access_denied_names_user_and_resource()
    {
        var name = NewName();
        var function = Lambda.Handle(name, (object _) => 1);
        function.Faults.FailAll(LambdaFault.AccessDenied);
        foreach (var type in (string[])["RequestResponse", "Event", "DryRun"])
        {
            var error = await FailAsync($"'{name}', $1, invocation_type => '{type}'");
            Assert.Matches($"^AWS Lambda client returned 'User: .+ is not authorized to perform: lambda:InvokeFunction on resource: {Arn(name)} because no identity-based policy allows .+'\\.$", error.Detail);
        }
        function.Faults.Clear();
        Assert.Equal(204, (await CallAsync($"'{name}', $1, invocation_type => 'DryRun'")).StatusCode);
    }

    [Fact]
    public async Task Injected_errors_of_the_function_read_as_AWS_writes_them()
    {
        var name = NewName();
        var function = Lambda.Handle(name, (object _) => 1);
        function.Faults.FailNext(1, LambdaFault.Unhandled("boom", "Boom"));
        function.Faults.FailNext(1, LambdaFault.Handled("no", "No"));
        function.Faults.FailNext(1, LambdaFault.InvalidResponse);
        Assert.EndsWith("""returned error "Unhandled", details: "{"errorMessage":"boom","errorType":"Boom","stackTrace":[]}".""", (await FailAsync($"'{name}', $1")).Detail);
        Assert.EndsWith("""returned error "Handled", details: "{"errorMessage":"no","errorType":"No"}".""", (await FailAsync($"'{name}', $1")).Detail);
        var error = await FailAsync($"'{name}', $1");
        Assert.Equal("22P02", error.SqlState);
        Assert.Equal("invalid input syntax for type json", error.MessageText);
        Assert.Equal("1", (await CallAsync($"'{name}', $1")).Payload);
    }

    [Theory]
    [InlineData("6291456", "RequestResponse", null)]
    [InlineData("6291457", "RequestResponse", "Request must be smaller than 6291456 bytes for the InvokeFunction operation")]
    [InlineData("1048576", "Event", null)]
    [InlineData("1048577", "Event", "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)")]
    public async Task Payloads_have_their_limits(string size, string type, string? text)
    {
        var name = NewName();
        Lambda.Handle(name, (string s) => s.Length);
        var payload = "\"" + new string('x', int.Parse(size) - 2) + "\"";
        if (text is null)
            Assert.InRange((await CallAsync($"'{name}', $1, invocation_type => '{type}'", payload)).StatusCode!.Value, 200, 202);
        else
            Assert.Equal($"AWS Lambda client returned '{text}'.", (await FailAsync($"'{name}', $1, invocation_type => '{type}'", payload)).Detail);
    }

    [Fact]
    public async Task The_client_context_has_its_limit_and_is_an_object()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1);
        string Context(int bytes) => "{\"a\":\"" + new string('x', bytes - 8) + "\"}";
        Assert.Equal(200, (await CallAsync($"'{name}', $1, context => '{Context(2685)}'")).StatusCode);
        Assert.Contains("3584 bytes", (await FailAsync($"'{name}', $1, context => '{Context(2686)}'")).Detail);
        Assert.Contains("JSON object", (await FailAsync($"'{name}', $1, context => '[1]'")).Detail);
    }

    [Fact]
    public async Task An_exception_block_catches_the_error()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1).Faults.FailNext(1, LambdaFault.Throttled);
        await ExecuteAsync(Lambda.DataSource, $"""
            DO $$
            BEGIN
                PERFORM aws_lambda.invoke('{name}', '1'::json);
                RAISE EXCEPTION 'not reached' USING ERRCODE = 'P9999';
            EXCEPTION WHEN internal_error THEN
                ASSERT (SELECT status_code FROM aws_lambda.invoke('{name}', '1'::json)) = 200;
            END
            $$
            """);
        Assert.Equal(2, Lambda.Calls.Count(c => c.Function == name));
    }
}
