namespace PgLambda.CodeFixes.Tests;

/// <summary>A fix that changes what others use is offered only where nothing breaks.</summary>
public class ChangedDeclarationTests
{
    private const string Interface = "public interface IFunctions { [LambdaFunction(\"f\")] Task {|PGL0206:CallAsync|}(int number); }\n";
    private const string Fixed = "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(int number, CancellationToken cancellationToken = default); }\n";

    [Theory]
    [InlineData("public class Fake : IFunctions { public Task CallAsync(int number) => Task.CompletedTask; }")]
    [InlineData("public interface IHeir : IFunctions { Task IFunctions.CallAsync(int number) => Task.CompletedTask; }")]
    [InlineData("public class User(IFunctions functions) { public System.Func<int, Task> Call => functions.CallAsync; }")]
    public async Task A_token_in_the_way_of_implementers_and_method_groups(string user)
    {
        await FixTest<AddCancellationTokenFix>.VerifyNoneAsync(Source.Usings + Interface + user);
        // In another file of the project, too.
        await FixTest<AddCancellationTokenFix>.VerifyAsync([Source.Usings + Interface, Source.Usings + user], [Source.Usings + Interface, Source.Usings + user]);
    }

    [Theory]
    [InlineData("public class User(IFunctions functions) { public Task Call() => functions.CallAsync(1); }")]
    [InlineData("public class User(IFunctions functions) { public Task Call() => functions.CallAsync(number: 1); public void CallAsync(string other) { } }")]
    public Task A_token_beside_callers(string user) => FixTest<AddCancellationTokenFix>.VerifyAsync([Source.Usings + Interface, Source.Usings + user], [Source.Usings + Fixed, Source.Usings + user]);

    [Fact]
    public Task A_token_before_params_with_callers() => FixTest<AddCancellationTokenFix>.VerifyNoneAsync(Source.Usings + """
        public interface IFunctions { [LambdaFunction("f")] Task {|PGL0206:CallAsync|}(params int[] numbers); }
        public class User(IFunctions functions) { public Task Call() => functions.CallAsync(1, 2); }
        """);

    [Fact]
    public Task One_part_of_a_partial_method() => FixTest<AddCancellationTokenFix>.VerifyNoneAsync(Source.Usings + """
        public partial interface IFunctions { [LambdaFunction("f")] public virtual partial Task {|PGL0206:CallAsync|}(int number); }
        public partial interface IFunctions { public virtual partial Task CallAsync(int number) => Task.CompletedTask; }
        """);

    [Theory]
    [InlineData("int", "public class User(IFunctions functions) { public int Call() => functions.Call(1) + 1; }")]
    [InlineData("int", "public class Fake : IFunctions { public int Call(int number, CancellationToken token) => number; }")]
    [InlineData("System.Span<byte>", "")]
    [InlineData("System.ReadOnlySpan<int>", "")]
    public Task A_result_that_callers_use_or_that_cannot_be_one(string type, string user) => FixTest<MakeAsynchronousFix>.VerifyNoneAsync(
        Source.Usings + $"public interface IFunctions {{ [LambdaFunction(\"f\")] {{|PGL0102:{type}|}} Call(int number, CancellationToken token = default); }}\n" + user);

    [Fact]
    public Task A_body_with_a_span() => FixTest<MakeAsynchronousFix>.VerifyNoneAsync(Source.Usings + """
        public interface IFunctions
        {
            [LambdaFunction("f")] Task OtherAsync(CancellationToken token);
            [LambdaFunction("g")] {|PGL0102:int|} Call({|PGL0105:System.ReadOnlySpan<int>|} numbers, CancellationToken token = default) => numbers.Length;
        }
        """);

    [Theory]
    [InlineData("protected static readonly IFunctions? Field;")]
    [InlineData("protected class Inner<T> where T : IFunctions { }")]
    [InlineData("protected abstract class Inner { public abstract IFunctions Get(); }")]
    public Task An_interface_that_more_visible_members_use(string member) => FixTest<MakeInternalFix>.VerifyNoneAsync(Source.Usings + $$"""
        public class Outer
        {
            protected interface {|PGL0118:IFunctions|} { [LambdaFunction("f")] Task CallAsync(CancellationToken token); }
            {{member}}
        }
        """);

    [Fact]
    public Task Documentation_in_a_comment_of_several_lines() => FixTest<AddCancellationTokenFix>.VerifyAsync(
        Source.Of("""
                /**
                 * <summary>Documented.</summary>
                 * <param name="a">A number.</param>
                 */
                [LambdaFunction("a")]
                Task {|PGL0206:A|}(int a);

                /** <summary>Documented.</summary> <param name="b">A number.</param> */
                [LambdaFunction("b")]
                Task {|PGL0206:B|}(int b);
            """),
        Source.Of("""
                /**
                 * <summary>Documented.</summary>
                 * <param name="a">A number.</param>
                 * <param name="cancellationToken">Cancels the call.</param>
                 */
                [LambdaFunction("a")]
                Task A(int a, CancellationToken cancellationToken = default);

                /** <summary>Documented.</summary> <param name="b">A number.</param> <param name="cancellationToken">Cancels the call.</param> */
                [LambdaFunction("b")]
                Task B(int b, CancellationToken cancellationToken = default);
            """));
}
