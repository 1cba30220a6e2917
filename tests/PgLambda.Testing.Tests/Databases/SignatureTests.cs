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
    public async Task A_third_positional_Event_becomes_the_region()
    {
        var name = NewName();
        Lambda.Handle(name, (Order _) => 1);
        var answer = await CallAsync($"'{name}', $1, 'Event'");
        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("Event", Lambda.Calls.Single(c => c.Function == name).Region);
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
