namespace PgLambda.CodeFixes.Tests;

public class AddCancellationTokenTests
{
    private static string Of(string method, string name = "IFunctions", string usings = Source.Usings) => Source.Of($"""
            // Comment.
            [LambdaFunction("price-order")]
            {method}
        """, name, usings);

    [Theory]
    [InlineData("Task {|PGL0206:A|}();", "Task A(CancellationToken cancellationToken = default);")]
    [InlineData("Task {|PGL0206:A|}(int a);", "Task A(int a, CancellationToken cancellationToken = default);")]
    [InlineData("Task {|PGL0206:A|}(int a, string b = \"\") /* c */;", "Task A(int a, string b = \"\", CancellationToken cancellationToken = default) /* c */;")]
    [InlineData("Task {|PGL0206:A|}( int a /* a */ );", "Task A( int a /* a */ , CancellationToken cancellationToken = default);")]
    [InlineData("Task {|PGL0206:A|}(int cancellationToken);", "Task A(int cancellationToken, CancellationToken cancellationToken1 = default);")]
    [InlineData("Task {|PGL0206:A|}(params int[] a);", "Task A(CancellationToken cancellationToken, params int[] a);")]
    [InlineData("Task {|PGL0206:A|}(int a, params int[] b);", "Task A(int a, CancellationToken cancellationToken, params int[] b);")]
    [InlineData("Task<T> {|PGL0206:A|}<T>(T a) where T : class;", "Task<T> A<T>(T a, CancellationToken cancellationToken = default) where T : class;")]
    [InlineData(
        "Task {|PGL0206:A|}(int a) { var cancellationToken = a; return Task.Delay(cancellationToken); }",
        "Task A(int a, CancellationToken cancellationToken1 = default) { var cancellationToken = a; return Task.Delay(cancellationToken); }")]
    [InlineData(
        "Task {|PGL0206:A|}(\n        int a,\n        int b);",
        "Task A(\n        int a,\n        int b,\n        CancellationToken cancellationToken = default);")]
    [InlineData(
        "Task {|PGL0206:A|}(\n        int a, // a\n        int b // b\n    );",
        "Task A(\n        int a, // a\n        int b, // b\n        CancellationToken cancellationToken = default\n    );")]
    [InlineData(
        "Task {|PGL0206:A|}(\n        int a,\n        params int[] b);",
        "Task A(\n        int a,\n        CancellationToken cancellationToken,\n        params int[] b);")]
    public Task Add(string before, string after) => FixTest<AddCancellationTokenFix>.VerifyAsync(Of(before), Of(after));

    [Fact]
    public Task Adds_using() => FixTest<AddCancellationTokenFix>.VerifyAsync(
        Of("Task {|PGL0206:A|}();", usings: "using System.Threading.Tasks;\nusing PgLambda;\n"),
        Of("Task A(CancellationToken cancellationToken = default);"));

    [Fact]
    public Task Adds_documentation() => FixTest<AddCancellationTokenFix>.VerifyAsync(
        Source.Of("""
                // Before.

                /// <summary>Documented: <see cref="string"/>.</summary>
                /// <param name="a">Some
                /// number.</param>
                /// <returns>Nothing.</returns>
                // After.
                [LambdaFunction("a")]
                Task {|PGL0206:A|}(int a);

                /// <summary>Documented, without parameters.</summary>
                [LambdaFunction("b")]
                Task {|PGL0206:B|}(int b);
            """),
        Source.Of("""
                // Before.

                /// <summary>Documented: <see cref="string"/>.</summary>
                /// <param name="a">Some
                /// number.</param>
                /// <param name="cancellationToken">Cancels the call.</param>
                /// <returns>Nothing.</returns>
                // After.
                [LambdaFunction("a")]
                Task A(int a, CancellationToken cancellationToken = default);

                /// <summary>Documented, without parameters.</summary>
                [LambdaFunction("b")]
                Task B(int b, CancellationToken cancellationToken = default);
            """));

    [Theory]
    [InlineData("Task {|PGL0206:A|}(int a = 1, params int[] b);")]
    [InlineData("Task {|PGL0206:A|}(int a);\n\n    [LambdaFunction(\"b\")]\n    Task A(int a, CancellationToken token);")]
    [InlineData("Task {|PGL0206:A|}<T>(T a);\n\n    [LambdaFunction(\"b\")]\n    Task A<U>(U a, CancellationToken token);")]
    [InlineData("Task {|PGL0206:A|}(params int[] a);\n\n    [LambdaFunction(\"b\")]\n    Task A(CancellationToken token, int[] a);")]
    public Task None(string method) => FixTest<AddCancellationTokenFix>.VerifyNoneAsync(Of(method));

    [Fact]
    public Task All()
    {
        static string Two(string a, string b, string name, string usings) => Source.Of($"""
                [LambdaFunction("a")]
                Task {a};

                [LambdaFunction("b")]
                Task {b};
            """, name, usings);
        const string usings = "using System.Threading.Tasks;\nusing PgLambda;\n";
        return FixTest<AddCancellationTokenFix>.VerifyAsync(
            [Two("{|PGL0206:A|}()", "{|PGL0206:B|}(int b)", "IOne", usings), Two("{|PGL0206:A|}()", "{|PGL0206:B|}(int b)", "ITwo", usings)],
            [
                Two("A(CancellationToken cancellationToken = default)", "B(int b, CancellationToken cancellationToken = default)", "IOne", Source.Usings),
                Two("A(CancellationToken cancellationToken = default)", "B(int b, CancellationToken cancellationToken = default)", "ITwo", Source.Usings),
            ]);
    }
}
