namespace PgLambda.Generator.Tests;

/// <summary>Rules PGL0001 to PGL0019: what a [LambdaFunction] says, each finding at the offending characters.</summary>
public class FunctionRules
{
    private static Task Verify(string arguments, string declarations = "") => AnalyzerRun.VerifyAsync(TestCompilation.Usings + declarations + $$"""

        public interface IFunctions
        {
            [LambdaFunction({{arguments}})]
            Task CallAsync(CancellationToken cancellationToken);
        }
        """);

    [Theory]
    [InlineData("\"f\", TimeoutMilliseconds = {|PGL0019:0|}")]
    [InlineData("\"f\", TimeoutMilliseconds = {|PGL0019:-1|}")]
    [InlineData("\"f\", TimeoutMilliseconds = {|PGL0019:900_001|}")]
    [InlineData("\"f\", TimeoutMilliseconds = {|PGL0019:int.MaxValue|}")]
    [InlineData("\"f\", TimeoutMilliseconds = 1")]
    [InlineData("\"f\", TimeoutMilliseconds = 15 * 60 * 1000")]
    public Task Time_outs(string arguments) => Verify(arguments);

    [Theory]
    [InlineData("\"{|PGL0001:|}\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:555555555551:function:f:q{|PGL0001::more|}\"")]
    [InlineData("\"{|PGL0001:ARN|}:aws:lambda:us-west-2:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda{|PGL0001:|}\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:555555555551{|PGL0001:|}\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:555555555551:function{|PGL0001:|}\"")]
    [InlineData("\"arn:{|PGL0002:AWS|}:lambda:us-west-2:555555555551:function:f\"")]
    [InlineData("\"arn:{|PGL0002:|}:lambda:us-west-2:555555555551:function:f\"")]
    [InlineData("\"arn:aws:{|PGL0003:s3|}:us-west-2:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0004:us-west2|}:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:{|PGL0005:5555|}:function:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:{|PGL0005:٥٥٥٥٥٥٥٥٥٥٥٥|}:function:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:555555555551:{|PGL0006:layer|}:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:555555555551:function:{|PGL0007:|}\"")]
    [InlineData("\"pric{|PGL0007:\\u00e9|}\"")]
    [InlineData("\"price{|PGL0007: |}order\"")]
    [InlineData("\"price{|PGL0007:'|}order\"")]
    [InlineData("\"{|PGL0007: |}price\"")]
    [InlineData("@\"price{|PGL0007:\"\"|}order\"")]
    [InlineData("\"price{|PGL0007:\\u0027|}; drop table\"")]
    [InlineData("\"price{|PGL0007:\\n|}\"")]
    [InlineData("\"\"\"price{|PGL0007:'|}order\"\"\"")]
    [InlineData("\"price:{|PGL0008:|}\"")]
    [InlineData("\"price:pro{|PGL0008:.|}d\"")]
    [InlineData("\"price:{|PGL0008:$|}LATEST2\"")]
    [InlineData("\"price\", Region = \"{|PGL0004:us-west2|}\"")]
    [InlineData("\"price\", Region = \"{|PGL0004:|}\"")]
    [InlineData("\"price\", Qualifier = \"pro{|PGL0008:'|}d\"")]
    [InlineData("\"price\", Qualifier = \"{|PGL0008:|}\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0009:cn-north-1|}:555555555551:function:f\"")]
    [InlineData("\"arn:aws-cn:lambda:{|PGL0009:us-west-2|}:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:555555555551:function:f\", Region = {|PGL0010:\"eu-west-1\"|}")]
    [InlineData("\"price:prod\", Qualifier = {|PGL0011:\"test\"|}")]
    [InlineData("\"arn:aws:lambda:{|PGL0012:eu-west-9|}:555555555551:function:f\"")]
    [InlineData("\"arn:{|PGL0012:aws-moon|}:lambda:us-moon-1:555555555551:function:f\"")]
    [InlineData("\"price\", Region = {|PGL0012:\"eu-west-9\"|}")]
    [InlineData("\"arn:aws:lambda:us-west-2:{|PGL0013:000000000000|}:function:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:{|PGL0014:123456789012|}:function:f\"")]
    [InlineData("\"{|PGL0014:111122223333|}:function:f\"")]
    [InlineData("{|PGL0015:\"price\"|}, Invocation = InvocationType.Event")]
    [InlineData("\"arn:aws:lambda:us-west-2:555555555551:function:f\", Region = {|PGL0016:\"us-west-2\"|}")]
    [InlineData("\"price:prod\", Qualifier = {|PGL0016:\"prod\"|}")]
    [InlineData("\"price\", Invocation = {|PGL0017:(InvocationType)7|}")]
    [InlineData("\"price\", Invocation = {|PGL0017:(InvocationType)(-1)|}")]
    [InlineData("\"price\", Log = {|PGL0017:(LogType)2|}")]
    [InlineData("function: \"price{|PGL0007:!|}\"")]
    public Task Literal(string arguments) => Verify(arguments);

    [Fact]
    public Task Null() => AnalyzerRun.VerifyAsync(TestCompilation.Usings + """
        public interface IFunctions
        {
            [{|PGL0001:LambdaFunction(null!)|}]
            Task CallAsync(CancellationToken cancellationToken);
        }
        """);

    [Theory]
    [InlineData("Names.Good")]
    [InlineData("Names.Account + \":function:\" + nameof(Names)")]
    [InlineData("$\"{Names.Account}:function:f\"")]
    [InlineData("{|PGL0007:Names.Bad|}")]
    [InlineData("{|PGL0005:\"1\" + Names.Account + \":function:f\"|}")]
    [InlineData("{|PGL0007:$\"{Names.Good} \"|}")]
    public Task Constant(string argument) => Verify(argument, """
        internal static class Names
        {
            public const string Account = "555555555551";
            public const string Good = "price-order";
            public const string Bad = "price order";
        }
        """);

    [Theory]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("us-isob-east-1", "aws-iso-b")]
    [InlineData("eu-isoe-west-1", "aws-iso-e")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    [InlineData("us-iso-east-1", "aws-iso")]
    [InlineData("us-isof-south-1", "aws-iso-f")]
    [InlineData("cn-northwest-1", "aws-cn")]
    [InlineData("mx-central-1", "aws")]
    public Task Partition(string region, string partition) => Verify($"\"arn:{partition}:lambda:{region}:555555555551:function:f:$LATEST\"");
}
