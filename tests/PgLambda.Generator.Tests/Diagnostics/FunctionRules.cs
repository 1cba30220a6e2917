namespace PgLambda.Generator.Tests;

/// <summary>Rules PGL0001 to PGL0020: what a [LambdaFunction] says, each finding at the offending characters.</summary>
public class FunctionRules
{
    private static Task Verify(string arguments, string declarations = "") => AnalyzerRun.VerifyAsync(TestCompilation.Usings + declarations + $$"""

        public interface IFunctions
        {
            [LambdaFunction({{arguments}})]
            Task CallAsync(CancellationToken cancellationToken);
        }
        """);

    // Where the constant is made of pieces, in the piece.
    [Theory]
    [InlineData("\"arn:aws:lambda:us-west-2:\" + \"{|PGL0005:5555|}\" + \":function:f\"")]
    [InlineData("\"arn:aws:lambda:\" + (\"us-west-2:\" + (\"555555555551:function:f{|PGL0007: |}\")) + \"g\"")]
    [InlineData("\"arn:aws:lambda:{|PGL0004:us-\" + \"west2|}:555555555551:function:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:\" + {|PGL0005:Names.Account|} + \":function:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:\" + Names.Good + \":function:f{|PGL0007: |}g\"")]
    [InlineData("$\"arn:aws:lambda:us-west-2:{{|PGL0005:Names.Account|}}:function:f\"")]
    [InlineData("$\"arn:aws:lambda:us-west-2:{Names.Good}:function:f{|PGL0007: |}g\"")]
    [InlineData("$\"{\"arn:aws:\"}lambda:us-west-2:{Names.Good}:{|PGL0006:layer|}:f\"")]
    [InlineData("$@\"arn:aws:lambda:us-west-2:{Names.Good}:function:f{|PGL0007: |}g\"")]
    [InlineData("$\"\"\"arn:aws:lambda:us-west-2:{Names.Good}:function:f{|PGL0007: |}g\"\"\"")]
    [InlineData("$\"{|PGL0007:pri\\u0020ce|}\"")]
    [InlineData("{|PGL0007:Names.Spaced|}")]
    [InlineData("\"\"\"\n    arn:aws:lambda:us-west-2:{|PGL0005:5555|}:function:f\n    \"\"\"")]
    [InlineData("\"\"\"\"\n\tarn:aws:lambda:us-west-2:555555555551:function:f{|PGL0007: |}g\n\t\"\"\"\"")]
    [InlineData("\"\"\"\n    f{|PGL0007:\n|}\n    g\n    \"\"\"")]
    [InlineData("\"f\", Qualifier = $\"pro{|PGL0008:.|}d\"")]
    public Task In_the_pieces_of_a_constant(string arguments) => Verify(arguments, "public static class Names { public const string Account = \"5555\", Good = \"555555555551\", Spaced = \"a b\"; }");

    // Two halves of one character are one, nothing at all is nobody's account, and what only looks like a letter is named by its number.
    [Theory]
    [InlineData("\"pri{|PGL0007:\\U0001F600|}ce\"", "U+1F600 cannot be part of a function name")]
    [InlineData("\"pri{|PGL0007:\U0001F600|}ce\"", "U+1F600 cannot be part of a function name")]
    [InlineData("\"{|PGL0001:::|}\"", "'::' names no function")]
    [InlineData("\"{|PGL0007:\\u212A|}elvin\"", "'\u212A' (U+212A) cannot be part of a function name")]
    [InlineData("\"arn:{|PGL0002:\u0430ws|}:lambda:us-west-2:555555555551:function:f\"", "'\u0430ws' (with U+0430) is not a partition")]
    public async Task Characters(string arguments, string message)
    {
        await Verify(arguments);
        var (source, _) = Markup.Parse(arguments);
        var diagnostics = await AnalyzerRun.RunAsync(TestCompilation.Create(TestCompilation.Usings + $"public interface IFunctions {{ [LambdaFunction({source})] Task CallAsync(CancellationToken token); }}"));
        Assert.StartsWith(message, Assert.Single(diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    // Two parts, which Lambda's pattern may read otherwise.
    [Theory]
    [InlineData("\"{|PGL0020:arn|}:aws\"")]
    [InlineData("\"{|PGL0020:555555555551|}:price-order\"")]
    [InlineData("\"{|PGL0020:function|}:price-order\"")]
    [InlineData("\"{|PGL0020:us-west-2|}:price-order\"")]
    [InlineData("\"price-order:prod\"")]
    [InlineData("\"us-west-2\"")]
    [InlineData("\"function\"")]
    [InlineData("\"555555555551:function:price-order\"")]
    public Task Names_that_may_be_read_otherwise(string arguments) => Verify(arguments);

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
    [InlineData("\"{|PGL0005:1\" + Names.Account|} + \":function:f\"")]
    [InlineData("$\"{Names.Good}{|PGL0007: |}\"")]
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
