namespace PgLambda.CodeFixes.Tests;

public class RemoveArgumentTests
{
    private const string Arn = "\"arn:aws:lambda:us-west-2:555555555551:function:f:1\"";

    [Theory]
    [InlineData(Arn + ", Region = {|PGL0016:\"us-west-2\"|}", Arn)]
    [InlineData(Arn + ", Qualifier = {|PGL0016:\"1\"|}, Log = LogType.None", Arn + ", Log = LogType.None")]
    [InlineData(Arn + ", Log = LogType.None, Qualifier = {|PGL0016:\"1\"|}", Arn + ", Log = LogType.None")]
    [InlineData(Arn + ",\n        Qualifier = {|PGL0016:\"1\"|},\n        Log = LogType.None", Arn + ",\n        Log = LogType.None")]
    [InlineData(Arn + ",\n        Qualifier = {|PGL0016:\"1\"|}", Arn)]
    [InlineData(Arn + ",\n        Qualifier = {|PGL0016:\"1\"|}, // why\n        Log = LogType.None", Arn + ",\n         // why\n        Log = LogType.None")]
    [InlineData(Arn + ", // which\n        Qualifier = {|PGL0016:\"1\"|}", Arn + " // which\n        ")]
    [InlineData("/* a */ " + Arn + " /* b */, Region = {|PGL0016:\"us-west-2\"|} /* c */", "/* a */ " + Arn + " /* b */  /* c */")]
    [InlineData(Arn + ", Region = {|PGL0016:\"us-west-2\"|}, Qualifier = {|PGL0016:\"1\"|}", Arn)]
    public Task Redundant(string before, string after) =>
        FixTest<RemoveArgumentFix>.VerifyAsync(Source.OfAttribute(before), Source.OfAttribute(after), RemoveArgumentFix.RedundantKey);

    [Theory]
    [InlineData(Arn + ", Region = {|PGL0010:\"eu-west-1\"|}", Arn)]
    [InlineData(Arn + ", Region = {|PGL0010:\"eu-west-1\"|}, Log = LogType.None", Arn + ", Log = LogType.None")]
    public Task Conflict(string before, string after) =>
        FixTest<RemoveArgumentFix>.VerifyAsync(Source.OfAttribute(before), Source.OfAttribute(after), RemoveArgumentFix.ConflictKey);

    [Fact]
    public Task Of_an_interface()
    {
        static string Two(string arguments) => Source.Usings + $$"""

            [LambdaFunction({{arguments}})]
            public interface IFunctions
            {
                Task A(CancellationToken token);
            }
            """;
        return FixTest<RemoveArgumentFix>.VerifyAsync(Two(Arn + ", Region = {|PGL0016:\"us-west-2\"|}"), Two(Arn), RemoveArgumentFix.RedundantKey);
    }

    [Theory]
    [InlineData("Region = {|PGL0016:\"us-west-2\"|}, Qualifier = {|PGL0016:\"1\"|}", RemoveArgumentFix.RedundantKey)]
    [InlineData("Region = {|PGL0010:\"us-west-1\"|}", RemoveArgumentFix.ConflictKey)]
    public Task All(string argument, string key)
    {
        static string Two(string arguments, string name) => Source.Of($"""
                [LambdaFunction({arguments})]
                Task A(CancellationToken token);

                [LambdaFunction({arguments})]
                Task B(CancellationToken token);
            """, name);
        return FixTest<RemoveArgumentFix>.VerifyAsync(
            [Two($"{Arn}, {argument}", "IOne"), Two($"{Arn}, {argument}", "ITwo")],
            [Two(Arn, "IOne"), Two(Arn, "ITwo")],
            key);
    }
}
