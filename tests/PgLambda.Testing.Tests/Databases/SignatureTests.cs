using Npgsql;
using NpgsqlTypes;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class SignatureTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    public static TheoryData<string, string, string> Overloads => new()
    {
        { "'{0}', $1", "json", "" },
        { "'{0}', $1", "jsonb", "" },
        { "aws_commons.create_lambda_function_arn('{0}'), $1", "json", "" },
        { "aws_commons.create_lambda_function_arn('{0}'), $1", "jsonb", "" },
        { "'{0}', $1, 'eu-west-1'", "json", "eu-west-1" },
        { "'{0}', $1, 'eu-west-1', 'RequestResponse'", "json", "eu-west-1" },
        { "'{0}', $1, 'eu-west-1', 'RequestResponse', 'None'", "jsonb", "eu-west-1" },
        { "'{0}', $1, 'eu-west-1', 'RequestResponse', 'None', '{{\"a\":1}}'::json", "json", "eu-west-1" },
        { "'{0}', $1, 'eu-west-1', 'RequestResponse', 'None', '{{\"a\":1}}'::jsonb, '$LATEST'", "jsonb", "eu-west-1" },
        { "'{0}', $1, 'eu-west-1', 'RequestResponse', 'None', NULL, '$LATEST'", "jsonb", "eu-west-1" },
        { "aws_commons.create_lambda_function_arn('{0}', 'eu-west-1'), $1", "json", "eu-west-1" },
        { "aws_commons.create_lambda_function_arn('{0}', 'eu-west-1'), $1, 'RequestResponse'", "jsonb", "eu-west-1" },
        { "aws_commons.create_lambda_function_arn('{0}', 'eu-west-1'), $1, 'RequestResponse', 'None', '{{}}'::json, '$LATEST'", "json", "eu-west-1" },
        { "aws_commons.create_lambda_function_arn('{0}', region => 'eu-west-1'), $1, 'RequestResponse', 'Tail', '{{}}'::jsonb", "jsonb", "eu-west-1" },
        { "function_name => '{0}', payload => $1, region => 'eu-west-1', invocation_type => 'RequestResponse', log_type => 'None', context => '{{}}'::json, qualifier => '$LATEST'", "json", "eu-west-1" },
        { "function_name := '{0}', payload := $1, region := 'eu-west-1', invocation_type := 'RequestResponse'", "jsonb", "eu-west-1" },
        { "payload => $1, function_name => aws_commons.create_lambda_function_arn(function_name => '{0}'), qualifier => '$LATEST'", "json", "" },
        { "'123456789012:function:{0}', $1", "json", "" },
        { "'arn:aws:lambda:ap-south-1:123456789012:function:{0}', $1", "json", "ap-south-1" },
        { "'arn:aws:lambda:ap-south-1:123456789012:function:{0}:$LATEST', $1, 'ap-south-1', qualifier => '$LATEST'", "json", "ap-south-1" },
    };

    [Theory]
    [MemberData(nameof(Overloads))]
    public async Task Every_documented_shape_reaches_the_handler(string arguments, string type, string region)
    {
        var name = NewName();
        Lambda.Handle(name, (Order order) => new Quote(order.Id, order.Quantity * 2.5m));
        var answer = await CallAsync(string.Format(arguments, name), """{"id":"a", "quantity":4}""", type == "json" ? NpgsqlDbType.Json : NpgsqlDbType.Jsonb);
        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(type == "json" ? """{"id":"a","total":10.0}""" : """{"id": "a", "total": 10.0}""", answer.Payload);
        Assert.Equal("$LATEST", answer.ExecutedVersion);
        Assert.Equal(arguments.Contains("Tail", StringComparison.Ordinal), answer.LogResult is not null);
        var call = Lambda.Calls.Single(c => c.Function == name);
        Assert.Equal(region.Length == 0 ? "us-west-2" : region, call.Region);
        Assert.Equal($"arn:aws:lambda:{call.Region}:123456789012:function:{name}", call.FunctionArn);
        Assert.Equal(LocalCallOutcome.Succeeded, call.Outcome);
    }

    [Theory]
    [InlineData("'f', '{}'::text", "42883")]
    [InlineData("'f', '{}'", "42725")]
    [InlineData("aws_commons.create_lambda_function_arn('f'), '{}'", "42725")]
    [InlineData("'f', '{}'::jsonb, context => '{}'::json", "42883")]
    [InlineData("'f', '{}'::json, context => '{}'::jsonb", "42883")]
    [InlineData("aws_commons.create_lambda_function_arn('f'), '{}'::json, region => 'us-west-2'", "42883")]
    [InlineData("'f', '{'::json", "22P02")]
    public async Task The_overload_traps_are_there(string arguments, string sqlState) =>
        Assert.Equal(sqlState, (await FailAsync(arguments)).SqlState);

    [Fact]
    public async Task A_third_positional_Event_becomes_the_region_and_there_is_no_such_region()
    {
        var name = NewName();
        Lambda.Handle(name, (Order _) => 1);
        var error = await FailAsync($"'{name}', $1, 'Event'");
        Assert.Equal("invalid region \"Event\"", error.MessageText);
        var call = Lambda.Calls.Single(c => c.Function == name);
        Assert.Equal((LocalCallOutcome.InvokeError, 0), (call.Outcome, call.Attempt));
    }

    [Theory]
    [InlineData("aws-region")]
    [InlineData("us-west-2a")]
    [InlineData("US-WEST-2")]
    [InlineData("us-west")]
    [InlineData("")]
    public async Task One_rule_says_which_regions_can_exist_in_arguments_composites_and_ARNs(string region)
    {
        var name = NewName();
        Lambda.Handle(name, (Order _) => 1);
        Assert.Equal($"invalid region \"{region}\"", (await FailAsync($"'{name}', $1, '{region}'")).MessageText);
        Assert.Equal($"invalid region \"{region}\"", (await FailAsync($"aws_commons.create_lambda_function_arn('{name}', '{region}'), $1")).MessageText);
        Assert.StartsWith("invalid function name", (await FailAsync($"'arn:aws:lambda:{region}:123456789012:function:{name}', $1")).MessageText);
        Assert.All(Lambda.Calls.Where(c => c.Function == name), c => Assert.Equal(0, c.Attempt));
    }

    [Theory]
    [InlineData("", LocalInvocationType.RequestResponse, LocalLogType.None, null)]
    [InlineData(", 'RequestResponse'", LocalInvocationType.RequestResponse, LocalLogType.None, null)]
    [InlineData(", 'Event'", LocalInvocationType.Event, LocalLogType.None, null)]
    [InlineData(", 'DryRun'", LocalInvocationType.DryRun, LocalLogType.None, null)]
    [InlineData(", 'RequestResponse', 'Tail'", LocalInvocationType.RequestResponse, LocalLogType.Tail, null)]
    [InlineData(", invocation_type => 'Event'", LocalInvocationType.Event, LocalLogType.None, null)]
    [InlineData(", qualifier => '1'", LocalInvocationType.RequestResponse, LocalLogType.None, "1")]
    public async Task The_text_of_a_composite_is_taken_for_the_composite(string arguments, LocalInvocationType type, LocalLogType log, string? qualifier)
    {
        var name = NewName();
        Lambda.Handle(name, (Order _) => 1).PublishVersion();
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        var text = await ScalarAsync<string>(connection, $"SELECT aws_commons.create_lambda_function_arn('{name}', 'eu-west-1')::text");
        await CallAsync(connection, $"'{text}', $1{arguments}");
        var call = Lambda.Calls.Single(c => c.Function == name);
        Assert.Equal((type, log, qualifier, "eu-west-1"), (call.InvocationType, call.LogType, call.Qualifier, call.Region));
    }

    [Fact]
    public async Task The_text_of_a_composite_may_hold_an_ARN_and_no_region()
    {
        var name = NewName();
        Lambda.Handle(name, (Order _) => 1);
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        var text = await ScalarAsync<string>(connection, $"SELECT aws_commons.create_lambda_function_arn('arn:aws:lambda:eu-west-3:444455556666:function:{name}')::text");
        Assert.Equal(200, (await CallAsync(connection, $"'{text}', $1")).StatusCode);
        Assert.Equal($"arn:aws:lambda:eu-west-3:444455556666:function:{name}", Lambda.Calls.Single(c => c.Function == name).FunctionArn);
    }

    [Fact]
    public async Task Where_only_the_composite_itself_is_taken_its_text_is_refused_with_a_hint_to_cast_it()
    {
        var options = RequestedServer.Options();
        options.Guesses.AcceptsCompositeAsText = false;
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (Order _) => 1);
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'(f,us-west-2)', $1"));
        Assert.Equal("invalid function name \"(f,us-west-2)\"", error.MessageText);
        Assert.Contains("aws_commons._lambda_function_arn_1", error.Hint);
        Assert.Equal(200, (await CallAsync(lambda.DataSource, "'(f,us-west-2)'::aws_commons._lambda_function_arn_1, $1")).StatusCode);
    }

    [Fact]
    public async Task Expanding_the_row_calls_once_per_column()
    {
        var name = NewName();
        Lambda.Handle(name, (Order _) => 1);
        await ExecuteAsync(Lambda.DataSource, $"SELECT (aws_lambda.invoke('{name}', '{{}}'::json)).*");
        Assert.Equal(4, Lambda.Calls.Count(c => c.Function == name));
    }

    [Fact]
    public async Task A_long_qualifier_is_not_refused_by_PostgreSQL()
    {
        var name = NewName();
        Lambda.Handle(name, (Order _) => 1);
        string qualifier = new('q', 129);
        var error = await FailAsync($"'{name}', $1, qualifier => '{qualifier}'");
        Assert.Equal($"invalid qualifier \"{qualifier}\"", error.MessageText);
    }

    [Fact]
    public async Task The_published_signatures_stand_in_the_catalog()
    {
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        var all = await ScalarAsync<string>(connection,
            "SELECT string_agg(pg_get_function_arguments(oid), E'\\n' ORDER BY pg_get_function_arguments(oid)) FROM pg_proc WHERE pronamespace = 'aws_lambda'::regnamespace");
        Assert.Equal("""
            function_name aws_commons._lambda_function_arn_1, payload json, invocation_type text DEFAULT 'RequestResponse'::text, log_type text DEFAULT 'None'::text, context json DEFAULT NULL::json, qualifier character varying DEFAULT NULL::character varying, OUT status_code integer, OUT payload json, OUT executed_version text, OUT log_result text
            function_name aws_commons._lambda_function_arn_1, payload jsonb, invocation_type text DEFAULT 'RequestResponse'::text, log_type text DEFAULT 'None'::text, context jsonb DEFAULT NULL::jsonb, qualifier character varying DEFAULT NULL::character varying, OUT status_code integer, OUT payload jsonb, OUT executed_version text, OUT log_result text
            function_name text, payload json, region text DEFAULT NULL::text, invocation_type text DEFAULT 'RequestResponse'::text, log_type text DEFAULT 'None'::text, context json DEFAULT NULL::json, qualifier character varying DEFAULT NULL::character varying, OUT status_code integer, OUT payload json, OUT executed_version text, OUT log_result text
            function_name text, payload jsonb, region text DEFAULT NULL::text, invocation_type text DEFAULT 'RequestResponse'::text, log_type text DEFAULT 'None'::text, context jsonb DEFAULT NULL::jsonb, qualifier character varying DEFAULT NULL::character varying, OUT status_code integer, OUT payload jsonb, OUT executed_version text, OUT log_result text
            """, all.Replace("IN ", ""));
    }

    private sealed record Order(string Id, int Quantity);

    private sealed record Quote(string Id, decimal Total);
}
