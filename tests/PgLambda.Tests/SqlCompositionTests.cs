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
        Assert.Equal(parts, new LambdaOperation("IOrders.PriceAsync", EveryArgument).Parts);
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
