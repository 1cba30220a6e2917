namespace PgLambda.CodeFixes.Tests;

public class MakeAsynchronousTests
{
    private const string Usings = "using System.Collections.Generic;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing PgLambda;\n";

    private static string Method(string method, string name = "IFunctions", string usings = Usings) => Source.Of($"""
            // Prices an order.
            [LambdaFunction("price-order")]
            {method}
        """, name, usings);

    [Theory]
    [InlineData("{|PGL0102:void|} A(CancellationToken token);", "Task A(CancellationToken token);")]
    [InlineData("{|PGL0102:int|} A(CancellationToken token);", "Task<int> A(CancellationToken token);")]
    [InlineData("{|PGL0102:string?|} A(CancellationToken token);", "Task<string?> A(CancellationToken token);")]
    [InlineData("{|PGL0102:T|} A<T>(CancellationToken token);", "Task<T> A<T>(CancellationToken token);")]
    [InlineData("{|PGL0102:System.DateTime[]|}  A(CancellationToken token);", "Task<System.DateTime[]>  A(CancellationToken token);")]
    [InlineData("/* a */ {|PGL0102:List<int>|} /* b */ A(CancellationToken token); // c", "/* a */ Task<List<int>> /* b */ A(CancellationToken token); // c")]
    [InlineData("public {|PGL0102:int|} A(CancellationToken token);", "public Task<int> A(CancellationToken token);")]
    [InlineData("{|PGL0102:int|} A(CancellationToken token) => 5;", "async Task<int> A(CancellationToken token) => 5;")]
    [InlineData("/* a */ {|PGL0102:void|} A(CancellationToken token) { }", "/* a */ async Task A(CancellationToken token) { }")]
    [InlineData("public virtual {|PGL0102:int|} A(CancellationToken token) { return 5; }", "public virtual async Task<int> A(CancellationToken token) { return 5; }")]
    [InlineData("{|PGL0104:IAsyncEnumerator<int>|} A(CancellationToken token);", "Task<IReadOnlyList<int>> A(CancellationToken token);")]
    [InlineData("/* a */ {|PGL0104:IAsyncEnumerator<string?>|} /* b */ A(CancellationToken token);", "/* a */ Task<IReadOnlyList<string?>> /* b */ A(CancellationToken token);")]
    public Task Signature(string before, string after) => FixTest<MakeAsynchronousFix>.VerifyAsync(Method(before), Method(after));

    [Theory]
    [InlineData("{|PGL0102:int|} A(CancellationToken token);", "Task<int> A(CancellationToken token);", "using System.Threading.Tasks;\n")]
    [InlineData("{|PGL0102:void|} A(CancellationToken token);", "Task A(CancellationToken token);", "using System.Threading.Tasks;\n")]
    public Task Adds_using(string before, string after, string added) => FixTest<MakeAsynchronousFix>.VerifyAsync(
        Method(before, usings: "using System.Threading;\nusing PgLambda;\n"),
        Method(after, usings: $"using System.Threading;\n{added}using PgLambda;\n"));

    [Fact]
    public Task Adds_two_usings() => FixTest<MakeAsynchronousFix>.VerifyAsync(
        Method("{|PGL0104:System.Collections.Generic.IAsyncEnumerator<int>|} A(CancellationToken token);", usings: "using System.Threading;\nusing PgLambda;\n"),
        Method("Task<IReadOnlyList<int>> A(CancellationToken token);", usings: Usings));

    [Fact]
    public Task Adds_no_using_that_is_global() => FixTest<MakeAsynchronousFix>.VerifyAsync(
        [Method("{|PGL0102:int|} A(CancellationToken token);", usings: ""), "global using System.Threading;\nglobal using System.Threading.Tasks;\nglobal using PgLambda;\n"],
        [Method("Task<int> A(CancellationToken token);", usings: ""), "global using System.Threading;\nglobal using System.Threading.Tasks;\nglobal using PgLambda;\n"]);

    [Fact]
    public Task Foreign_task_of_that_name() => FixTest<MakeAsynchronousFix>.VerifyAsync(
        Source.Of("    [LambdaFunction(\"a\")]\n    {|PGL0102:int|} A(CancellationToken token);\n}\n\npublic class Task<T>\n{", usings: "using System.Threading;\nusing PgLambda;\n"),
        Source.Of("    [LambdaFunction(\"a\")]\n    System.Threading.Tasks.Task<int> A(CancellationToken token);\n}\n\npublic class Task<T>\n{", usings: "using System.Threading;\nusing PgLambda;\n"));

    [Theory]
    [InlineData("unsafe {|PGL0102:int*|} A(CancellationToken token);")]
    [InlineData("{|PGL0102:System.Span<int>|} A(CancellationToken token);")]
    [InlineData("{|PGL0102:ValueTask<int>?|} A(CancellationToken token);")]
    [InlineData("{|PGL0102:IEnumerable<int>|} A(CancellationToken token) { yield return 1; }")]
    [InlineData("{|PGL0104:IAsyncEnumerator<int>|} A(CancellationToken token) => null!;")]
    [InlineData("{|PGL0102:int|} A(in int {|PGL0105:number|}, CancellationToken token) => number;")]
    [InlineData("{|PGL0102:int|} A(ref int {|PGL0105:number|}, CancellationToken token) => number;")]
    [InlineData("{|PGL0102:int|} A(out int {|PGL0105:number|}, CancellationToken token) => number = 1;")]
    public Task None(string method) => FixTest<MakeAsynchronousFix>.VerifyNoneAsync(Method(method));

    [Fact]
    public Task All()
    {
        static string Three(string a, string b, string c, string usings, string name) => Source.Of($"""
                [LambdaFunction("a")]
                {a} A(CancellationToken token);

                [LambdaFunction("b")]
                {b} B(CancellationToken token);

                [LambdaFunction("c")]
                {c} C(CancellationToken token);
            """, name, usings);
        const string before = "using System.Collections.Generic;\nusing System.Threading;\nusing PgLambda;\n";
        return FixTest<MakeAsynchronousFix>.VerifyAsync(
            [
                Three("{|PGL0102:int|}", "{|PGL0102:void|}", "{|PGL0104:IAsyncEnumerator<int>|}", before, "IOne"),
                Three("{|PGL0102:int|}", "{|PGL0102:void|}", "{|PGL0104:IAsyncEnumerator<int>|}", before, "ITwo"),
            ],
            [Three("Task<int>", "Task", "Task<IReadOnlyList<int>>", Usings, "IOne"), Three("Task<int>", "Task", "Task<IReadOnlyList<int>>", Usings, "ITwo")]);
    }
}
