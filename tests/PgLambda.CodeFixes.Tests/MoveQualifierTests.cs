namespace PgLambda.CodeFixes.Tests;

public class MoveQualifierTests
{
    private static Task Verify(string before, string? after, string? key) =>
        RefactoringTest.VerifyAsync<MoveQualifierRefactoring>(Source.OfAttribute(before), after is null ? null : Source.OfAttribute(after), key);

    [Theory]
    [InlineData("\"f$$:prod\"", "\"f\", Qualifier = \"prod\"")]
    [InlineData("$$\"f:prod\"", "\"f\", Qualifier = \"prod\"")]
    [InlineData("[|\"f:prod\"|]", "\"f\", Qualifier = \"prod\"")]
    [InlineData("\"f:prod\"$$", "\"f\", Qualifier = \"prod\"")]
    [InlineData("\"f:[|prod|]\", Log = LogType.None", "\"f\", Qualifier = \"prod\", Log = LogType.None")]
    [InlineData("function: @\"f$$:1\" /* a */", "function: @\"f\" /* a */, Qualifier = \"1\"")]
    [InlineData("\"\"\"f$$:$LATEST\"\"\"", "\"\"\"f\"\"\", Qualifier = \"$LATEST\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:555555555551:function:f:1$$\"", "\"arn:aws:lambda:us-west-2:555555555551:function:f\", Qualifier = \"1\"")]
    [InlineData("\"f$$:prod\",\n        Log = LogType.None", "\"f\", Qualifier = \"prod\",\n        Log = LogType.None")]
    public Task Out(string before, string after) => Verify(before, after, MoveQualifierRefactoring.OutKey);

    [Theory]
    [InlineData("\"f$$\", Qualifier = \"prod\"", "\"f:prod\"")]
    [InlineData("\"f\", Qualifier = \"pr$$od\"", "\"f:prod\"")]
    [InlineData("[|\"f\"|], Qualifier = \"prod\", Log = LogType.None", "\"f:prod\", Log = LogType.None")]
    [InlineData("\"\"\"f$$\"\"\", Qualifier = @\"$LATEST\"", "\"\"\"f:$LATEST\"\"\"")]
    [InlineData("@\"555555555551:function:f$$\", Log = LogType.None, Qualifier = \"1\"", "@\"555555555551:function:f:1\", Log = LogType.None")]
    public Task In(string before, string after) => Verify(before, after, MoveQualifierRefactoring.InKey);

    [Theory]
    [InlineData("\"f$$\"")]
    [InlineData("\"f$$:prod\", Qualifier = \"test\"")]
    [InlineData("\"f$$\", Qualifier = nameof(CallAsync)")]
    [InlineData("\"f$$\" + \":prod\"")]
    [InlineData("\"f$$\", Qualifier = \"not one\"")]
    [InlineData("\"not one$$\", Qualifier = \"prod\"")]
    [InlineData("\"f:prod\", Log = Log$$Type.None")]
    [InlineData("null$$!")]
    [InlineData("$$")]
    public Task None(string before) => Verify(before, null, null);

    [Fact]
    public Task Not_of_another_attribute() => RefactoringTest.VerifyAsync<MoveQualifierRefactoring>(
        "[System.Obsolete(\"f:$$prod\")] public class C { }", null);
}
