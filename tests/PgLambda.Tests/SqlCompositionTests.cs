using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>The SQL that the runtime composes from strictly parsed parts.</summary>
public class SqlCompositionTests
{
    private const string EveryArgument =
        "SELECT status_code, payload, executed_version, log_result\n" +
        "FROM aws_lambda.invoke(\n" +
        "    function_name => aws_commons.create_lambda_function_arn('price-order', 'us-west-2'),\n" +
        "    payload => $1,\n" +
        "    invocation_type => 'DryRun',\n" +
        "    log_type => 'Tail',\n" +
        "    context => $2,\n" +
        "    qualifier => 'prod')";

    [Fact]
    public void Every_argument_there_and_back()
    {
        var parts = new InvokeSql(LambdaTarget.Parse("price-order", "us-west-2", "prod"), InvocationType.DryRun, LogType.Tail, HasContext: true);
        Assert.Equal(EveryArgument, parts.Compose());
        Assert.Equal(parts, InvokeSql.Parse(EveryArgument));
        Assert.Equal(parts, new LambdaOperation("IOrders", "PriceAsync", EveryArgument).Parts);
    }

    [Fact]
    public void A_time_out_stands_around_the_call_and_there_and_back()
    {
        var parts = new InvokeSql(LambdaTarget.Parse("price-order", null, null), InvocationType.Event, LogType.None, HasContext: false) { TimeoutMilliseconds = 20_000 };
        Assert.Equal(
            "SELECT answer.status_code, answer.payload, answer.executed_version, answer.log_result\n" +
            "FROM (SELECT nullif(pg_catalog.current_setting('aws_lambda.request_timeout_ms', true), '') AS value OFFSET 0) AS earlier,\n" +
            "LATERAL (SELECT pg_catalog.set_config('aws_lambda.request_timeout_ms', '20000', true) AS value) AS timeout,\n" +
            "LATERAL aws_lambda.invoke(\n" +
            "    function_name => aws_commons.create_lambda_function_arn('price-order'),\n" +
            "    payload => $1,\n" +
            "    invocation_type => CASE WHEN timeout.value IS NULL THEN 'Event' ELSE 'Event' END) AS answer,\n" +
            "LATERAL (SELECT pg_catalog.set_config('aws_lambda.request_timeout_ms', CASE WHEN answer.status_code IS NULL THEN earlier.value ELSE earlier.value END, true)) AS later",
            parts.Compose());
        Assert.Equal(parts, InvokeSql.Parse(parts.Compose()));
    }

    [Fact]
    public void Every_combination_of_what_a_call_gives_there_and_back()
    {
        bool[] both = [false, true];
        foreach (var (context, qualifier, timeout, constant) in both.SelectMany(c => both.SelectMany(q => both.SelectMany(t => both.Select(k => (c, q, t, k))))))
        {
            var parts = new InvokeSql(LambdaTarget.Parse("f", "us-west-2", qualifier ? null : "prod"), InvocationType.RequestResponse, LogType.Tail, context)
            {
                HasQualifierParameter = qualifier,
                HasTimeoutParameter = timeout,
                TimeoutMilliseconds = constant && !timeout ? 5 : null,
            };
            var text = parts.Compose();
            Assert.Equal(parts, InvokeSql.Parse(text));
            var count = 1 + (context ? 1 : 0) + (qualifier ? 1 : 0) + (timeout ? 1 : 0);
            Assert.All(Enumerable.Range(1, count), n => Assert.Contains($"${n}", text));
            Assert.DoesNotContain($"${count + 1}", text);
        }
    }

    [Theory]
    [InlineData("f", null)]
    [InlineData("f:blue", "blue")]
    [InlineData("arn:aws:lambda:us-west-2:123456789012:function:f:blue", "blue")]
    public void A_call_with_a_qualifier_of_its_own_replaces_the_fixed_one(string function, string? fixedQualifier)
    {
        var operation = Calls.Operation(function);
        Assert.Equal(fixedQualifier, operation.Parts.Target.EffectiveQualifier);
        Assert.Same(operation, operation.For(hasContext: false, null, null));
        var one = operation.For(hasContext: false, "green", null);
        var other = operation.For(hasContext: false, "red", null);
        Assert.Equal(("green", "red"), (one.AsFailed.Target.EffectiveQualifier, other.AsFailed.Target.EffectiveQualifier));
        Assert.Same(one.Sql, other.Sql);
        Assert.Contains("qualifier => $2", one.Sql);
        Assert.DoesNotContain("blue", one.Sql);
    }

    [Theory]
    [InlineData("arn:aws:lambda:us-west-2:123456789012:function:f", null, null)]
    [InlineData("123456789012:function:f", "us-west-2", "$LATEST")]
    [InlineData("f:$LATEST.PUBLISHED", null, null)]
    [InlineData("f", null, "7")]
    public void Each_way_to_name_a_function_there_and_back(string function, string? region, string? qualifier)
    {
        foreach (var invocation in Enum.GetValues<InvocationType>())
        {
            var parts = new InvokeSql(LambdaTarget.Parse(function, region, qualifier), invocation, LogType.None, HasContext: false);
            Assert.Equal(parts, InvokeSql.Parse(parts.Compose()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("SELECT 1")]
    [InlineData("SELECT 1\nFROM x(\n    payload => $1)")]
    [InlineData("SELECT 1\nFROM x(\n    nonsense)")]
    [InlineData("SELECT 1\nFROM x(\n    function_name => aws_commons.create_lambda_function_arn('a b'),\n    payload => $1)")]
    [InlineData("SELECT 1\nFROM x(\n    function_name => aws_commons.create_lambda_function_arn('f'),\n    invocation_type => 'Never')")]
    public void A_text_that_is_no_call_is_refused(string text) => Assert.Throws<FormatException>(() => InvokeSql.Parse(text));

    [Theory]
    [InlineData("f'; DROP TABLE x; --", null, null)]
    [InlineData("f", "us-west-2'", null)]
    [InlineData("f", null, "a b")]
    [InlineData("f:prod", null, "test")]
    [InlineData("arn:aws:lambda:us-west-2:123456789012:function:f", "us-east-1", null)]
    [InlineData("", null, null)]
    public void What_is_malformed_or_contradicts_itself_never_becomes_sql(string function, string? region, string? qualifier) =>
        Assert.Throws<FormatException>(() => LambdaTarget.Parse(function, region, qualifier));

    [Fact]
    public void What_the_name_says_already_is_not_said_twice()
    {
        var target = LambdaTarget.Parse("arn:aws:lambda:us-west-2:123456789012:function:f:prod", "us-west-2", "prod");
        Assert.Equal((null, null, "us-west-2", "prod"), (target.Region, target.Qualifier, target.EffectiveRegion, target.EffectiveQualifier));
    }
}
