namespace PgLambda.CodeFixes.Tests;

public class AnnotateMethodTests
{
    private static string With(string members, string name = "IFunctions", string usings = Source.Usings) => Source.Of($"""
            [LambdaFunction("first")]
            Task FirstAsync(CancellationToken token);

        {members}
        """, name, usings);

    [Fact]
    public Task Plain() => FixTest<AnnotateMethodFix>.VerifyAsync(
        With("    Task {|PGL0109:PriceOrderAsync|}(CancellationToken token);"),
        With("    [LambdaFunction(\"price-order\")]\n    Task PriceOrderAsync(CancellationToken token);"));

    [Fact]
    public Task Keeps_what_stands_before() => FixTest<AnnotateMethodFix>.VerifyAsync(
        With("""
                // Comment.
                /// <summary>Documented.</summary>
                [System.Obsolete] // why
                public Task /* a */ {|PGL0109:PriceOrderAsync|}(CancellationToken token); // b
            """),
        With("""
                // Comment.
                /// <summary>Documented.</summary>
                [LambdaFunction("price-order")]
                [System.Obsolete] // why
                public Task /* a */ PriceOrderAsync(CancellationToken token); // b
            """));

    [Fact]
    public Task Keeps_line_breaks() => FixTest<AnnotateMethodFix>.VerifyAsync(
        With("    Task {|PGL0109:A|}(CancellationToken token);").ReplaceLineEndings("\r\n"),
        With("    [LambdaFunction(\"a\")]\n    Task A(CancellationToken token);").ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Keeps_one_line() => FixTest<AnnotateMethodFix>.VerifyAsync(
        Source.Usings + "public interface I { [LambdaFunction(\"a\")] Task A(CancellationToken token); Task {|PGL0109:B|}(CancellationToken token); }",
        Source.Usings + "public interface I { [LambdaFunction(\"a\")] Task A(CancellationToken token); [LambdaFunction(\"b\")] Task B(CancellationToken token); }");

    [Fact]
    public Task Keeps_directives() => FixTest<AnnotateMethodFix>.VerifyAsync(
        With("#if !NEVER\n    Task {|PGL0109:A|}(CancellationToken token);\n#endif"),
        With("#if !NEVER\n    [LambdaFunction(\"a\")]\n    Task A(CancellationToken token);\n#endif"));

    [Fact]
    public Task Adds_using() => FixTest<AnnotateMethodFix>.VerifyAsync(
        """
        using System.Threading;
        using System.Threading.Tasks;

        public interface IFunctions
        {
            [PgLambda.LambdaFunction("first")]
            Task FirstAsync(CancellationToken token);
            Task {|PGL0109:SecondAsync|}(CancellationToken token);
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;
        using PgLambda;

        public interface IFunctions
        {
            [PgLambda.LambdaFunction("first")]
            Task FirstAsync(CancellationToken token);
            [LambdaFunction("second")]
            Task SecondAsync(CancellationToken token);
        }
        """);

    [Fact]
    public Task None_for_an_unusable_name() => FixTest<AnnotateMethodFix>.VerifyNoneAsync(
        With($"    Task {{|PGL0109:Größe|}}(CancellationToken token);\n    Task {{|PGL0109:{new string('a', 65)}|}}(CancellationToken token);\n    Task {{|PGL0109:__|}}(CancellationToken token);"));

    [Fact]
    public Task Not_at_an_heir() => FixTest<AnnotateMethodFix>.VerifyAsync(
        [Source.Of("    Task A(CancellationToken token);", "IBase"), With("", "{|PGL0109:IHeir|} : IBase")],
        [Source.Of("    Task A(CancellationToken token);", "IBase"), With("", "{|PGL0109:IHeir|} : IBase")]);

    [Fact]
    public Task All() => FixTest<AnnotateMethodFix>.VerifyAsync(
        [
            With("    Task {|PGL0109:A|}(CancellationToken token);\n\n    Task {|PGL0109:B|}(CancellationToken token);", "IOne"),
            With("    Task {|PGL0109:A|}(CancellationToken token);\n\n    Task {|PGL0109:B|}(CancellationToken token);", "ITwo"),
        ],
        [
            With("    [LambdaFunction(\"a\")]\n    Task A(CancellationToken token);\n\n    [LambdaFunction(\"b\")]\n    Task B(CancellationToken token);", "IOne"),
            With("    [LambdaFunction(\"a\")]\n    Task A(CancellationToken token);\n\n    [LambdaFunction(\"b\")]\n    Task B(CancellationToken token);", "ITwo"),
        ]);

    [Theory]
    [InlineData("PriceOrderAsync", "price-order")]
    [InlineData("Price", "price")]
    [InlineData("Async", "async")]
    [InlineData("GetHTTPStatusAsync", "get-http-status")]
    [InlineData("GetV2Order", "get-v2-order")]
    [InlineData("Get2Orders", "get2-orders")]
    [InlineData("camelCase", "camel-case")]
    [InlineData("snake_case_Async", "snake-case")]
    [InlineData("_Leading", "leading")]
    [InlineData("ABC", "abc")]
    [InlineData("AOrder", "a-order")]
    [InlineData("event", "event")]
    public void Kebab(string method, string function) => Assert.Equal(function, KebabCase.FunctionName(method));
}
