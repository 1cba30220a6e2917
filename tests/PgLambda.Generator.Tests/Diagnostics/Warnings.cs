using static PgLambda.Generator.Tests.RuleSource;

namespace PgLambda.Generator.Tests;

/// <summary>PGL0201 to PGL0207: what works, but hardly as meant.</summary>
public class Warnings
{
    private const string Annotations = "namespace Amazon.Lambda.Annotations { public class LambdaFunctionAttribute : System.Attribute { } }\n";

    [Theory]
    [InlineData("[LambdaFunction(\"f:1\", Invocation = InvocationType.Event)] Task CallAsync([ClientContext] Order {|PGL0201:context|});")]
    [InlineData("[LambdaFunction(\"f:1\", Invocation = InvocationType.DryRun)] Task CallAsync([ClientContext] Order {|PGL0201:context|});")]
    [InlineData("[LambdaFunction(\"f:1\")] Task CallAsync([ClientContext] Order context);")]
    [InlineData("[LambdaFunction(\"f:1\", Invocation = InvocationType.Event)] Task CallAsync(Order order);")]
    public Task A_client_context_with_Event(string member) => VerifyMember(member);

    [Theory]
    [InlineData("[LambdaFunction(\"f:1\", Log = LogType.Tail, Invocation = InvocationType.Event)] {|PGL0202:Task|} CallAsync();")]
    [InlineData("[LambdaFunction(\"f:1\", Log = LogType.Tail, Invocation = InvocationType.DryRun)] {|PGL0202:Task<LambdaResult>|} CallAsync();")]
    [InlineData("[LambdaFunction(\"f:1\", Log = LogType.None, Invocation = InvocationType.Event)] Task CallAsync();")]
    public Task Tail_with_Event(string member) => VerifyMember(member);

    [Theory]
    [InlineData("[LambdaFunction(\"f:1\", Log = LogType.Tail)] {|PGL0203:Task|} CallAsync();")]
    [InlineData("[LambdaFunction(\"f:1\", Log = LogType.Tail)] {|PGL0203:ValueTask<Price>|} CallAsync();")]
    [InlineData("[LambdaFunction(\"f:1\", Log = LogType.Tail)] Task<LambdaResult> CallAsync();")]
    [InlineData("[LambdaFunction(\"f:1\", Log = LogType.Tail)] Task<LambdaResult<Price>> CallAsync();")]
    public Task Tail_with_a_return_type_that_cannot_show_it(string member) => VerifyMember(member);

    [Theory]
    [InlineData("public interface IOther { [{|PGL0204:Amazon.Lambda.Annotations.LambdaFunction|}] void Handle(); }")]
    [InlineData("public class Handlers { [Amazon.Lambda.Annotations.LambdaFunction] public void Handle() { } }")]
    public Task The_attribute_of_another_library_on_an_interface_method(string source) => Verify(Annotations + source);

    [Theory]
    [InlineData("public interface IFunctions { [{|PGL0205:PgLambda.LambdaFunction(\"f\")|}] Task CallAsync(); }")]
    [InlineData("[PgLambda.LambdaFunction(\"f\")] public interface IFunctions { Task CallAsync(); }")]
    public Task Both_libraries_in_one_project(string source) => Verify(Annotations + source);

    [Fact]
    public Task Both_libraries_on_one_method() => Verify(Annotations + """
        public interface IFunctions
        {
            [{|PGL0205:PgLambda.LambdaFunction("f")|}, {|PGL0204:Amazon.Lambda.Annotations.LambdaFunction|}] Task CallAsync();
        }
        """);

    [Theory]
    [InlineData("Task {|PGL0206:CallAsync|}(); Task OtherAsync(CancellationToken cancellationToken);")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<int> ItemsAsync(); Task {|PGL0206:CallAsync|}();")]
    [InlineData("Task {|PGL0206:CallAsync|}(Order order, System.TimeSpan timeout); Task DefaultAsync() => CallAsync(new Order(\"\"), default);")]
    public Task A_missing_CancellationToken(string member) => VerifyMember(member);

    [Fact]
    public Task A_missing_CancellationToken_is_information_only() => VerifyMember("Task CallAsync();");

    [Theory]
    [InlineData(1_048_574, "")]
    [InlineData(1_048_575, "PGL0207")]
    public Task A_const_payload_larger_than_an_event_takes(int length, string rule) => VerifyCall(length, rule, "CallEventAsync");

    [Theory]
    [InlineData(6_291_454, "")]
    [InlineData(6_291_455, "PGL0207")]
    public Task A_const_payload_larger_than_a_request_takes(int length, string rule) => VerifyCall(length, rule, "CallAsync");

    // The same question as the generator's, and the same answer: which function a method calls depends on the interface that it is called through.
    [Theory]
    [InlineData("IRoot", false)]
    [InlineData("IHeir", true)]
    [InlineData("HeirClient", true)]
    [InlineData("IEventRoot", true)]
    [InlineData("IRequestHeir", true)]
    [InlineData("RequestHeirClient", true)]
    public Task A_const_payload_of_an_inherited_method(string through, bool isTooLong)
    {
        var argument = isTooLong ? "{|PGL0207:Texts.Long|}" : "Texts.Long";
        return Verify($$"""
            public static class Texts { public const string Long = "{{new string('x', 1_048_575)}}"; }

            public interface IRoot { [LambdaFunction("root")] Task RootAsync(); Task {|PGL0109:SendAsync|}(string text); }
            [LambdaFunction("heir:1", Invocation = InvocationType.Event)] public interface IHeir : IRoot { }
            [LambdaFunction("event:1", Invocation = InvocationType.Event)] public interface IEventRoot { Task SendAsync(string text); }
            [LambdaFunction("request:1")] public interface IRequestHeir : IEventRoot { Task OwnAsync(); }

            public class Callers { public Task CallAsync({{through}} functions) => functions.SendAsync({{argument}}); }
            """);
    }

    [Fact]
    public Task A_const_payload_that_is_a_default_value() => Verify($$"""
        public static class Texts { public const string Long = "{{new string('x', 1_048_575)}}"; }

        public interface IFunctions
        {
            [LambdaFunction("f:1", Invocation = InvocationType.Event)] Task CallEventAsync(string {|PGL0207:text|} = Texts.Long);
            [LambdaFunction("f:1")] Task CallAsync(string text = Texts.Long);
        }
        """);

    // The call goes to the interface or to the generated class; other parameters and other methods have no such limit.
    private static Task VerifyCall(int length, string rule, string method)
    {
        var (open, close) = rule.Length == 0 ? ("", "") : ($"{{|{rule}:", "|}");
        return AnalyzerRun.VerifyAsync(TestCompilation.Usings + $$"""
            public static class Texts { public const string Long = "{{new string('x', length)}}"; }

            public interface IFunctions
            {
                [LambdaFunction("f:1", Invocation = InvocationType.Event)] Task CallEventAsync(string text);
                [LambdaFunction("f:1")] Task CallAsync(string text);
                [LambdaFunction("f:1")] Task CallWithContextAsync(int text, [ClientContext] string context);
                Task DefaultAsync(string text) => Task.CompletedTask;
            }

            public class Callers
            {
                public Task CallInterface(IFunctions functions) => functions.{{method}}({{open}}Texts.Long{{close}});
                public Task CallClass(FunctionsClient client) => client.{{method}}({{open}}Texts.Long{{close}});
                public Task CallContext(FunctionsClient client) => client.CallWithContextAsync(1, Texts.Long);
                public Task CallDefault(IFunctions functions) => functions.DefaultAsync(Texts.Long);
            }
            """);
    }
}
