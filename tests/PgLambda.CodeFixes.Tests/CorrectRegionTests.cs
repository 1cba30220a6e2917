namespace PgLambda.CodeFixes.Tests;

public class CorrectRegionTests
{
    [Theory]
    [InlineData("\"arn:aws:lambda:{|PGL0004:us-west2|}:555555555551:function:f\"", "\"arn:aws:lambda:us-west-2:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0004:US-WEST-2|}:555555555551:function:f:1\"", "\"arn:aws:lambda:us-west-2:555555555551:function:f:1\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0012:eu-vest-1|}:555555555551:function:f\"", "\"arn:aws:lambda:eu-west-1:555555555551:function:f\"")]
    [InlineData("@\"arn:aws:lambda:{|PGL0012:eu-vest-1|}:555555555551:function:f\"", "@\"arn:aws:lambda:eu-west-1:555555555551:function:f\"")]
    [InlineData("\"\"\"arn:aws:lambda:{|PGL0012:eu-vest-1|}:555555555551:function:f\"\"\"", "\"\"\"arn:aws:lambda:eu-west-1:555555555551:function:f\"\"\"")]
    [InlineData("\"arn\\u003aaws:lambda:{|PGL0012:eu-\\u0076est-1|}:555555555551:function:f\"", "\"arn\\u003aaws:lambda:eu-west-1:555555555551:function:f\"")]
    [InlineData("/* a */ function: \"arn:aws:lambda:{|PGL0012:eu-vest-1|}:555555555551:function:f\" /* b */", "/* a */ function: \"arn:aws:lambda:eu-west-1:555555555551:function:f\" /* b */")]
    [InlineData("\"f\", Region = {|PGL0012:\"eu-vest-1\"|}", "\"f\", Region = \"eu-west-1\"")]
    [InlineData("\"f\", Region = {|PGL0012:\"\"\"eu-vest-1\"\"\"|} /* a */", "\"f\", Region = \"\"\"eu-west-1\"\"\" /* a */")]
    [InlineData("\"f\", Region = @\"{|PGL0004:us-west2|}\"", "\"f\", Region = @\"us-west-2\"")]
    [InlineData("\"arn:aws-cn:lambda:{|PGL0012:cn-nort-1|}:555555555551:function:f\"", "\"arn:aws-cn:lambda:cn-north-1:555555555551:function:f\"")]
    public Task Region(string before, string after) => FixTest<CorrectRegionFix>.VerifyAsync(Source.OfAttribute(before), Source.OfAttribute(after));

    [Theory]
    [InlineData("\"arn:aws:lambda:{|PGL0004:somewhere|}:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0004::|}555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0012:xx-elsewhere-9|}:555555555551:function:f\"")]
    // The nearest region is of another partition, and then the ARN has another mistake.
    [InlineData("\"arn:aws-cn:lambda:{|PGL0004:us-west2|}:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0004:us-west2|}:5555:function:f\"")]
    // Here it is the partition that is not known.
    [InlineData("\"arn:{|PGL0012:aws-moon|}:lambda:eu-vest-1:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0004:us-west2|}\" + \":555555555551:function:f\"")]
    [InlineData("\"f\", Region = {|PGL0012:\"eu-vest\" + \"-1\"|}")]
    [InlineData("\"f\", Region = {|PGL0012:nameof(CancellationToken) == \"\" ? \"\" : \"eu-vest-1\"|}")]
    public Task None(string arguments) => FixTest<CorrectRegionFix>.VerifyNoneAsync(Source.OfAttribute(arguments));

    [Fact]
    public Task All()
    {
        static string Two(string arn, string region, string name) => Source.Of($"""
                [LambdaFunction("arn:aws:lambda:{arn}:555555555551:function:f")]
                Task A(CancellationToken token);

                [LambdaFunction("f", Region = {region})]
                Task B(CancellationToken token);
            """, name);
        return FixTest<CorrectRegionFix>.VerifyAsync(
            [Two("{|PGL0004:us-west2|}", "{|PGL0012:\"eu-vest-1\"|}", "IOne"), Two("{|PGL0012:eu-north-7|}", "\"{|PGL0004:eu_west_1|}\"", "ITwo")],
            [Two("us-west-2", "\"eu-west-1\"", "IOne"), Two("eu-north-1", "\"eu-west-1\"", "ITwo")]);
    }

    [Fact]
    public Task Of_an_interface_of_many_methods()
    {
        static string Of(string region) => Source.Usings + $$"""

            [LambdaFunction("f", Region = {{region}})]
            public interface IFunctions
            {
                Task A(CancellationToken token);
                Task B(CancellationToken token);
            }
            """;
        return FixTest<CorrectRegionFix>.VerifyAsync([Of("{|PGL0012:\"eu-vest-1\"|}")], [Of("\"eu-west-1\"")]);
    }
}
