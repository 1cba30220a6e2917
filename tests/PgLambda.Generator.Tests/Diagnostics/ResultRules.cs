using static PgLambda.Generator.Tests.RuleSource;

namespace PgLambda.Generator.Tests;

/// <summary>PGL0101 to PGL0104: what a method returns.</summary>
public class ResultRules
{
    private const string Event = "[LambdaFunction(\"f:1\", Invocation = InvocationType.Event)] ";
    private const string DryRun = "[LambdaFunction(\"f:1\", Invocation = InvocationType.DryRun)] ";

    [Theory]
    [InlineData(Event + "{|PGL0101:Task<int>|} CallAsync();")]
    [InlineData(Event + "{|PGL0101:ValueTask<Price?>|} CallAsync();")]
    [InlineData(Event + "{|PGL0101:Task<LambdaResult<Price>>|} CallAsync();")]
    [InlineData(DryRun + "{|PGL0101:Task<int>|} CallAsync();")]
    [InlineData(DryRun + "{|PGL0101:System.Threading.Tasks.Task<string>|} CallAsync();")]
    [InlineData(Event + "Task CallAsync();")]
    [InlineData(Event + "ValueTask CallAsync();")]
    [InlineData(Event + "Task<LambdaResult> CallAsync();")]
    [InlineData(DryRun + "Task CallAsync();")]
    [InlineData(DryRun + "ValueTask<LambdaResult> CallAsync();")]
    public Task A_result_from_Event_or_DryRun(string member) => VerifyMember(member);

    [Theory]
    [InlineData("{|PGL0102:void|} Call();")]
    [InlineData("{|PGL0102:int|} Call();")]
    [InlineData("{|PGL0102:Price?|} Call();")]
    [InlineData("{|PGL0102:LambdaResult<Price>|} Call();")]
    [InlineData("{|PGL0102:int[]|} Call();")]
    [InlineData("{|PGL0102:dynamic|} Call();")]
    [InlineData("{|PGL0102:int*|} Call();")]
    [InlineData("{|PGL0102:T|} Call<T>();")]
    [InlineData("{|PGL0102:(int A, int B)|} Call();")]
    [InlineData("{|PGL0102:System.Lazy<Task>|} Call();")]
    [InlineData("{|PGL0102:System.Collections.Generic.IEnumerable<Price>|} Call();")]
    [InlineData("Task CallAsync();")]
    [InlineData("ValueTask<int> Call();")]
    public Task A_synchronous_return(string member) => VerifyMember(member);

    // The compiler has its own error too: a method without a body cannot be async.
    [Fact]
    public Task Async_void() => VerifyMember("async {|PGL0103:void|} CallAsync();");

    [Fact]
    public Task Async_void_with_a_body() => VerifyMember("Task CallAsync(); async void Start() => await CallAsync();");

    [Theory]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<Price> CallAsync();")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<Price?>? CallAsync();")]
    [InlineData("{|PGL0112:System.Collections.Generic.IAsyncEnumerable<System.Action>|} CallAsync();")]
    [InlineData("{|PGL0112:System.Collections.Generic.IAsyncEnumerable<System.Collections.Generic.IAsyncEnumerable<int>>|} CallAsync();")]
    [InlineData("{|PGL0104:System.Collections.Generic.IAsyncEnumerator<int>|} CallAsync();")]
    [InlineData("{|PGL0104:System.IObservable<int>|} CallAsync();")]
    [InlineData("{|PGL0104:System.Threading.Channels.ChannelReader<int>|} CallAsync();")]
    [InlineData("{|PGL0112:Task<System.IObservable<int>>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0112:System.IObservable<int>|} values);")]
    [InlineData("Task CallAsync({|PGL0112:System.Threading.Channels.ChannelWriter<int>|} values);")]
    [InlineData("{|PGL0112:Task<System.Collections.Generic.IAsyncEnumerable<int>>|} CallAsync();")]
    [InlineData("Task<System.Collections.Generic.IReadOnlyList<Price>> CallAsync();")]
    public Task Streams_and_the_items_of_one_answer(string member) => VerifyMember(member);

    // What a message proposes, the next one does not refuse.
    [Theory]
    [InlineData("System.Span<byte> Call();", "return Task<T>, with byte[] in place of 'Span<byte>'")]
    [InlineData("(int, int) Call();", "return Task<T>, with a record in place of '(int, int)'")]
    [InlineData("System.IObservable<System.Action> Call();", "return IAsyncEnumerable<T> or Task<IReadOnlyList<T>>, with a type with properties in place of 'Action'")]
    [InlineData("System.IObservable<Price> Call();", "return IAsyncEnumerable<Price> or Task<IReadOnlyList<Price>>")]
    [InlineData("MyTask Call();", "not 'MyTask'; return Task")]
    [InlineData("MyTask<int> Call();", "not 'MyTask<int>'; return Task<int>")]
    [InlineData("Call<string> Call();", "not 'Call<string>'; return Task<string>")]
    [InlineData("Done Call();", "not 'Done'; return Task")]
    [InlineData("int Call();", "not 'int'; return Task<int>")]
    public async Task What_to_return_instead(string member, string advice)
    {
        var diagnostics = await AnalyzerRun.RunAsync(TestCompilation.Create(TestCompilation.Usings + RuleSource.Types + $$"""
            public class MyTask : Task { public MyTask() : base(() => { }) { } }
            public class MyTask<T> : Task<T> { public MyTask() : base(() => default!) { } }
            public class Call<T> { public System.Runtime.CompilerServices.TaskAwaiter<T> GetAwaiter() => default; }
            public class Done { public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => default; }
            [LambdaFunction("f")] public interface IFunctions { {{member}} }
            """));
        Assert.EndsWith(advice, Assert.Single(diagnostics, d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).GetMessage(), StringComparison.Ordinal);
    }
}
