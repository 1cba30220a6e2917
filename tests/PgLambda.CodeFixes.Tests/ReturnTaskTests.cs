namespace PgLambda.CodeFixes.Tests;

public class ReturnTaskTests
{
    private static string Event(string signature, string name = "IFunctions", string usings = Source.Usings, string invocation = "Event") => Source.Of($"""
            /// <summary>Documented.</summary>
            [LambdaFunction("a:1", Invocation = InvocationType.{invocation})] // why
            {signature}(CancellationToken token);
        """, name, usings);

    [Theory]
    [InlineData("{|PGL0101:Task<int>|} A", "Task A")]
    [InlineData("{|PGL0101:ValueTask<int>|} A", "ValueTask A")]
    [InlineData("{|PGL0101:Task<LambdaResult<int>>|} A", "Task A")]
    [InlineData("{|PGL0101:Task<int>?|} A", "Task A")]
    [InlineData("{|PGL0101:System.Threading.Tasks.Task<int>|} A", "System.Threading.Tasks.Task A")]
    [InlineData("{|PGL0101:System.Collections.Generic.IAsyncEnumerable<int>|} A", "Task A")]
    [InlineData("/* a */ {|PGL0101:Task</* b */ int>|} /* c */ A", "/* a */ Task /* c */ A")]
    [InlineData("new {|PGL0101:global::System.Threading.Tasks.ValueTask<string?>|}\n        A", "new global::System.Threading.Tasks.ValueTask\n        A")]
    public Task To_task(string before, string after) => FixTest<ReturnTaskFix>.VerifyAsync(Event(before), Event(after), ReturnTaskFix.TaskKey);

    [Theory]
    [InlineData("{|PGL0101:Task<int>|} A", "Task<LambdaResult> A")]
    [InlineData("{|PGL0101:ValueTask<LambdaResult<int>>|} A", "ValueTask<LambdaResult> A")]
    [InlineData("{|PGL0101:System.Collections.Generic.IAsyncEnumerable<int>|} A", "Task<LambdaResult> A")]
    [InlineData("/* a */ {|PGL0101:System.Threading.Tasks.Task<int>|} /* c */ A", "/* a */ System.Threading.Tasks.Task<LambdaResult> /* c */ A")]
    public Task To_lambda_result(string before, string after) =>
        FixTest<ReturnTaskFix>.VerifyAsync(Event(before, invocation: "DryRun"), Event(after, invocation: "DryRun"), ReturnTaskFix.ResultKey);

    [Fact]
    public Task Lambda_result_adds_using() => FixTest<ReturnTaskFix>.VerifyAsync(
        """
        using System.Threading;
        using System.Threading.Tasks;

        public interface IFunctions
        {
            [PgLambda.LambdaFunction("a:1", Invocation = PgLambda.InvocationType.Event)]
            {|PGL0101:Task<int>|} A(CancellationToken token);
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;
        using PgLambda;

        public interface IFunctions
        {
            [PgLambda.LambdaFunction("a:1", Invocation = PgLambda.InvocationType.Event)]
            Task<LambdaResult> A(CancellationToken token);
        }
        """,
        ReturnTaskFix.ResultKey);

    [Fact]
    public Task Alias() => FixTest<ReturnTaskFix>.VerifyAsync(
        Event("{|PGL0101:Answer|} A", usings: Source.Usings + "using Answer = System.Threading.Tasks.Task<int>;\n"),
        Event("Task A", usings: Source.Usings + "using Answer = System.Threading.Tasks.Task<int>;\n"),
        ReturnTaskFix.TaskKey);

    [Fact]
    public Task Async_void() => FixTest<ReturnTaskFix>.VerifyAsync(
        """
        using System.Threading;
        using PgLambda;

        public interface IFunctions
        {
            [LambdaFunction("a")]
            async {|PGL0103:void|} A(CancellationToken token) => await System.Threading.Tasks.Task.Yield();
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;
        using PgLambda;

        public interface IFunctions
        {
            [LambdaFunction("a")]
            async Task A(CancellationToken token) => await System.Threading.Tasks.Task.Yield();
        }
        """,
        ReturnTaskFix.TaskKey);

    [Theory]
    [InlineData(ReturnTaskFix.TaskKey, "Task", "ValueTask")]
    [InlineData(ReturnTaskFix.ResultKey, "Task<LambdaResult>", "ValueTask<LambdaResult>")]
    public Task All(string key, string task, string valueTask)
    {
        static string Two(string a, string b, string name) => Source.Of($"""
                [LambdaFunction("a:1", Invocation = InvocationType.Event)]
                {a} A(CancellationToken token);

                [LambdaFunction("b:1", Invocation = InvocationType.DryRun)]
                {b} B(CancellationToken token);
            """, name);
        return FixTest<ReturnTaskFix>.VerifyAsync(
            [Two("{|PGL0101:Task<int>|}", "{|PGL0101:ValueTask<int[]>|}", "IOne"), Two("{|PGL0101:Task<int>|}", "{|PGL0101:ValueTask<int>|}", "ITwo")],
            [Two(task, valueTask, "IOne"), Two(task, valueTask, "ITwo")],
            key);
    }

    [Fact]
    public Task Not_with_a_body() => FixTest<ReturnTaskFix>.VerifyNoneAsync(Source.Of("""
            [LambdaFunction("a:1", Invocation = InvocationType.Event)]
            {|PGL0101:Task<int>|} A(CancellationToken token) => Task.FromResult(1);
        """));

    [Fact]
    public Task Not_at_an_heir() => FixTest<ReturnTaskFix>.VerifyAsync(
        [Source.Of("""
                [LambdaFunction("a:1", Invocation = InvocationType.Event)]
                {|PGL0101:Task<int>|} A(CancellationToken token);
            """, "IBase"), Source.Of("""
                [LambdaFunction("b")]
                Task B(CancellationToken token);
            """, "{|PGL0101:IHeir|} : IBase")],
        [Source.Of("""
                [LambdaFunction("a:1", Invocation = InvocationType.Event)]
                Task A(CancellationToken token);
            """, "IBase"), Source.Of("""
                [LambdaFunction("b")]
                Task B(CancellationToken token);
            """, "IHeir : IBase")],
        ReturnTaskFix.TaskKey);
}
