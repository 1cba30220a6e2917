using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>The SQL that the runtime composes from strictly parsed parts.</summary>
public class SqlCompositionTests
{
    [Fact]
    public void Every_argument() => Assert.Equal(
        """
        SELECT status_code, payload, executed_version, log_result
        FROM aws_lambda.invoke(
            function_name => aws_commons.create_lambda_function_arn('price-order', 'us-west-2'),
            payload => $1,
            invocation_type => 'DryRun',
            log_type => 'Tail',
            context => $2,
            qualifier => 'prod')
        """.ReplaceLineEndings("\n"),
        new LambdaOperation("IOrders.PriceAsync", "price-order", "us-west-2", "prod", InvocationType.DryRun, LogType.Tail, hasContext: true, "").ComposeSql());

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
