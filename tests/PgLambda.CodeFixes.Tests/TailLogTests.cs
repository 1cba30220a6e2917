namespace PgLambda.CodeFixes.Tests;

public class TailLogTests
{
    private static string Tail(string method, string name = "IFunctions", string usings = Source.Usings) => Source.Of($"""
            /// <summary>Documented.</summary>
            [LambdaFunction("price-order", Log = LogType.Tail)] // why
            {method}
        """, name, usings);

    [Theory]
    [InlineData("{|PGL0203:Task<int>|} A(CancellationToken token);", "Task<LambdaResult<int>> A(CancellationToken token);")]
    [InlineData("{|PGL0203:Task|} A(CancellationToken token);", "Task<LambdaResult> A(CancellationToken token);")]
    [InlineData("{|PGL0203:ValueTask<string?>|} A(CancellationToken token);", "ValueTask<LambdaResult<string?>> A(CancellationToken token);")]
    [InlineData("{|PGL0203:ValueTask|} A(CancellationToken token);", "ValueTask<LambdaResult> A(CancellationToken token);")]
    [InlineData("/* a */ {|PGL0203:Task<T>|} /* b */ A<T>(CancellationToken token);", "/* a */ Task<LambdaResult<T>> /* b */ A<T>(CancellationToken token);")]
    [InlineData("{|PGL0203:System.Threading.Tasks.Task<int>|} A(CancellationToken token);", "System.Threading.Tasks.Task<LambdaResult<int>> A(CancellationToken token);")]
    public Task Return_lambda_result(string before, string after) => FixTest<ReturnLambdaResultFix>.VerifyAsync(Tail(before), Tail(after));

    [Fact]
    public Task Items_become_a_list_in_a_lambda_result() => FixTest<ReturnLambdaResultFix>.VerifyAsync(
        Tail("{|PGL0203:IAsyncEnumerable<int>|} A(CancellationToken token);", usings: "using System.Collections.Generic;\n" + Source.Usings),
        Tail("Task<LambdaResult<IReadOnlyList<int>>> A(CancellationToken token);", usings: "using System.Collections.Generic;\n" + Source.Usings));

    [Theory]
    [InlineData("{|PGL0203:Answer|} A(CancellationToken token);")]
    [InlineData("{|PGL0203:Task<int>|} A(CancellationToken token) => Task.FromResult(1);")]
    public Task No_lambda_result(string method) =>
        FixTest<ReturnLambdaResultFix>.VerifyNoneAsync(Tail(method, usings: Source.Usings + "using Answer = System.Threading.Tasks.Task<int>;\n"));

    [Fact]
    public Task Return_lambda_result_all()
    {
        static string Two(string a, string b, string name) => Source.Of($"""
                [LambdaFunction("a", Log = LogType.Tail)]
                {a} A(CancellationToken token);

                [LambdaFunction("b", Log = LogType.Tail)]
                {b} B(CancellationToken token);
            """, name);
        return FixTest<ReturnLambdaResultFix>.VerifyAsync(
            [Two("{|PGL0203:Task<int>|}", "{|PGL0203:Task|}", "IOne"), Two("{|PGL0203:Task<int>|}", "{|PGL0203:Task|}", "ITwo")],
            [Two("Task<LambdaResult<int>>", "Task<LambdaResult>", "IOne"), Two("Task<LambdaResult<int>>", "Task<LambdaResult>", "ITwo")]);
    }

    [Theory]
    [InlineData("\"f:1\", Invocation = InvocationType.Event, Log = LogType.Tail", "\"f:1\", Invocation = InvocationType.Event")]
    [InlineData("\"f:1\", Log = LogType.Tail, Invocation = InvocationType.DryRun", "\"f:1\", Invocation = InvocationType.DryRun")]
    public Task Remove_log(string before, string after)
    {
        static string Of(string arguments, string type) => Source.Of($"""
                [LambdaFunction({arguments})]
                {type} A(CancellationToken token);
            """);
        return FixTest<RemoveLogFix>.VerifyAsync(Of(before, "{|PGL0202:Task|}"), Of(after, "Task"));
    }

    [Fact]
    public Task Remove_log_of_the_interface()
    {
        static string Of(string arguments, string type) => Source.Usings + $$"""

            [LambdaFunction("f:1", Invocation = InvocationType.Event{{arguments}})]
            public interface IFunctions
            {
                {{type}} A(CancellationToken token);
                {{type}} B(CancellationToken token);
            }
            """;
        return FixTest<RemoveLogFix>.VerifyAsync([Of(", Log = LogType.Tail", "{|PGL0202:Task|}")], [Of("", "Task")]);
    }

    [Fact]
    public Task Not_in_another_file()
    {
        string[] sources =
        [
            Source.Usings + "[LambdaFunction(\"f:1\", Invocation = InvocationType.Event, Log = LogType.Tail)]\npublic partial interface IFunctions;\n",
            Source.Of("    {|PGL0202:Task|} A(CancellationToken token);").Replace("public interface", "public partial interface", StringComparison.Ordinal),
        ];
        return FixTest<RemoveLogFix>.VerifyAsync(sources, sources);
    }

    [Fact]
    public Task Remove_log_all()
    {
        static string Two(string arguments, string type, string name) => Source.Of($"""
                [LambdaFunction("a:1", Invocation = InvocationType.Event{arguments})]
                {type} A(CancellationToken token);

                [LambdaFunction("b:1", Invocation = InvocationType.Event{arguments})]
                {type} B(CancellationToken token);
            """, name);
        return FixTest<RemoveLogFix>.VerifyAsync(
            [Two(", Log = LogType.Tail", "{|PGL0202:Task|}", "IOne"), Two(", Log = LogType.Tail", "{|PGL0202:Task|}", "ITwo")],
            [Two("", "Task", "IOne"), Two("", "Task", "ITwo")]);
    }
}
