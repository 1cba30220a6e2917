namespace PgLambda.CodeFixes.Tests;

public class KeepOneQualifierTests
{
    [Theory]
    [InlineData("\"f:prod\", Qualifier = {|PGL0011:\"test\"|}", "\"f:prod\"")]
    [InlineData("Names.F + \":1\", Qualifier = {|PGL0011:\"test\"|}, Log = LogType.None", "Names.F + \":1\", Log = LogType.None")]
    public Task Keep_the_names(string before, string after) =>
        FixTest<KeepOneQualifierFix>.VerifyAsync(Declare(before), Declare(after), KeepOneQualifierFix.NameKey);

    [Theory]
    [InlineData("\"f:prod\", Qualifier = {|PGL0011:\"test\"|}", "\"f\", Qualifier = \"test\"")]
    [InlineData("function: @\"f:prod\", Qualifier = {|PGL0011:Names.Q|}", "function: @\"f\", Qualifier = Names.Q")]
    [InlineData("\"\"\"f:$LATEST\"\"\" /* a */, Qualifier = {|PGL0011:\"test\"|}", "\"\"\"f\"\"\" /* a */, Qualifier = \"test\"")]
    [InlineData("\"\\u0066\\x3aprod\", Qualifier = {|PGL0011:\"test\"|}", "\"\\u0066\", Qualifier = \"test\"")]
    [InlineData(
        "\"arn:aws:lambda:us-west-2:555555555551:function:f:1\", Qualifier = {|PGL0011:\"2\"|}",
        "\"arn:aws:lambda:us-west-2:555555555551:function:f\", Qualifier = \"2\"")]
    public Task Keep_the_argument(string before, string after) =>
        FixTest<KeepOneQualifierFix>.VerifyAsync(Declare(before), Declare(after), KeepOneQualifierFix.ArgumentKey);

    [Fact]
    public Task Nothing_to_take_out_of_a_constant() =>
        FixTest<KeepOneQualifierFix>.VerifyNoneAsync(Declare("Names.F + \":1\", Qualifier = {|PGL0011:\"test\"|}"), KeepOneQualifierFix.ArgumentKey);

    [Theory]
    [InlineData(KeepOneQualifierFix.NameKey, "\"f:prod\"")]
    [InlineData(KeepOneQualifierFix.ArgumentKey, "\"f\", Qualifier = \"test\"")]
    public Task All(string key, string after)
    {
        const string before = "\"f:prod\", Qualifier = {|PGL0011:\"test\"|}";
        return FixTest<KeepOneQualifierFix>.VerifyAsync(
            [Two(before, "IOne"), Two(before, "ITwo")],
            [Two(after, "IOne"), Two(after, "ITwo")],
            key);
    }

    private static string Two(string arguments, string name) => Source.Of($"""
            [LambdaFunction({arguments})]
            Task A(CancellationToken token);

            [LambdaFunction({arguments})]
            Task B(CancellationToken token);
        """, name);

    private static string Declare(string arguments) => Source.OfAttribute(arguments) + """


        internal static class Names
        {
            public const string F = "f";
            public const string Q = "q";
        }
        """;
}
