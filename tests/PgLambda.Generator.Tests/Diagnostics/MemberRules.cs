using static PgLambda.Generator.Tests.RuleSource;

namespace PgLambda.Generator.Tests;

/// <summary>PGL0108, PGL0109, PGL0114, PGL0117: which members an interface may have, and where the attribute may be.</summary>
public class MemberRules
{
    [Theory]
    [InlineData("int {|PGL0108:Count|} { get; }")]
    [InlineData("int {|PGL0108:Count|} { get; set; }")]
    [InlineData("int {|PGL0108:this|}[int index] { get; }")]
    [InlineData("event System.Action {|PGL0108:Changed|};")]
    [InlineData("event System.Action {|PGL0108:A|}, {|PGL0108:B|};")]
    [InlineData("int Count => 1;")]
    [InlineData("int Count { get => 1; set { } }")]
    [InlineData("int this[int index] => index;")]
    [InlineData("event System.Action Changed { add { } remove { } }")]
    [InlineData("static int Count { get; set; }")]
    [InlineData("const int Count = 1; class Nested { } static class StaticNested { } enum Kind { }")]
    public Task A_property_event_or_indexer_without_a_default_implementation(string member) => VerifyMember("Task CallAsync(); " + member);

    [Fact]
    public Task An_inherited_property() => Verify("""
        public interface IBase { int Count { get; } int Other { get; } }

        public interface {|PGL0108:IFunctions|} : IBase
        {
            int IBase.Other => 1;
            [LambdaFunction("f")] Task CallAsync();
        }
        """);

    [Fact]
    public Task An_unannotated_method_without_a_default_implementation() => Verify("""
        public interface IFunctions
        {
            [LambdaFunction("f")] Task CallAsync();
            Task {|PGL0109:OtherAsync|}();
            Task DefaultAsync() => OtherAsync();
            void Nothing() { }
            sealed int Sealed() => 1;
            private int Private() => 1;
            static int Static() => 1;
        }
        """);

    [Fact]
    public Task An_unannotated_inherited_method() => Verify("""
        public interface IBase { Task OtherAsync(); Task MendedAsync(); }

        public interface {|PGL0109:IFunctions|} : IBase
        {
            Task IBase.MendedAsync() => Task.CompletedTask;
            [LambdaFunction("f")] Task CallAsync();
        }

        [LambdaFunction("f")]
        public interface {|PGL0109:IAnnotated|} : IBase { Task IBase.MendedAsync() => Task.CompletedTask; }
        """);

    // Nobody who writes IAsyncDisposable means a function by DisposeAsync.
    [Theory]
    [InlineData("[LambdaFunction(\"f\")] public interface {|PGL0109:IFunctions|} : System.IAsyncDisposable { Task CallAsync(); }")]
    [InlineData("[LambdaFunction(\"f\")] public interface {|PGL0109:IFunctions|} : System.IDisposable { Task CallAsync(); }")]
    [InlineData("public interface {|PGL0109:IFunctions|} : System.IAsyncDisposable { [LambdaFunction(\"f\")] Task CallAsync(); }")]
    [InlineData("public interface IForeign { Task<int> CountAsync(); } [LambdaFunction(\"f\")] public interface {|PGL0109:IFunctions|} : IForeign { }")]
    [InlineData("[LambdaFunction(\"f\")] public interface {|PGL0109:IMiddle|} : System.IAsyncDisposable { } [LambdaFunction(\"f\")] public interface {|PGL0109:IFunctions|} : IMiddle { }")]
    [InlineData("[LambdaFunction(\"f\")] public interface IFunctions : System.IAsyncDisposable { ValueTask System.IAsyncDisposable.DisposeAsync() => default; Task CallAsync(); }")]
    [InlineData("[LambdaFunction(\"f\")] public interface IFunctions : System.IDisposable { void System.IDisposable.Dispose() { } Task CallAsync(); }")]
    [InlineData("public interface IClose : System.IAsyncDisposable { ValueTask System.IAsyncDisposable.DisposeAsync() => default; } [LambdaFunction(\"f\")] public interface IFunctions : IClose { }")]
    [InlineData("public interface IForeign { [LambdaFunction(\"g\")] Task OneAsync(); Task<int> {|PGL0109:CountAsync|}(); } [LambdaFunction(\"f\")] public interface IFunctions : IForeign { } public interface {|PGL0109:IBare|} : IForeign { [LambdaFunction(\"f\")] Task CallAsync(); }")]
    [InlineData("public interface IEmpty { } [LambdaFunction(\"f\")] public interface IFunctions : IEmpty { Task CallAsync(); }")]
    public Task A_member_of_a_foreign_base(string source) => Verify(source);

    [Theory]
    [InlineData("System.IAsyncDisposable", "'ValueTask IAsyncDisposable.DisposeAsync() => default;'")]
    [InlineData("System.IDisposable", "'void IDisposable.Dispose() { }'")]
    [InlineData("IForeign", "'Task IForeign.CallAsync<T>(T @event, int n) => Task.CompletedTask;'")]
    [InlineData("System.IComparable<int>", "'int IComparable<int>.CompareTo(int other) => throw new NotSupportedException();'")]
    public async Task The_implementation_that_is_proposed_works(string foreign, string implementation)
    {
        const string types = TestCompilation.Usings + "using System;\npublic interface IForeign { Task CallAsync<T>(T @event, int n); }\n";
        var diagnostics = await AnalyzerRun.RunAsync(TestCompilation.Create(types + $"[LambdaFunction(\"f\")] public interface IFunctions : {foreign} {{ Task OwnAsync(); }}"));
        Assert.Contains(implementation, Assert.Single(diagnostics, d => d.Id == "PGL0109").GetMessage(), StringComparison.Ordinal);
        Assert.Single(GeneratorRun.Of(types + $"[LambdaFunction(\"f\")] public interface IFunctions : {foreign} {{ Task OwnAsync(); {implementation.Trim('\'')} }}").Sources);
    }

    [Fact]
    public Task A_default_implementation_that_is_taken_back() => Verify("""
        public interface IBase { Task OtherAsync() => Task.CompletedTask; }

        public interface IFunctions : IBase
        {
            abstract Task IBase.{|PGL0109:OtherAsync|}();
            [LambdaFunction("f")] Task CallAsync();
        }
        """);

    [Fact]
    public Task Two_default_implementations_of_which_none_is_more_specific() => Verify("""
        public interface IBase { Task OtherAsync() => Task.CompletedTask; }
        public interface ILeft : IBase { Task IBase.OtherAsync() => Task.CompletedTask; }
        public interface IRight : IBase { Task IBase.OtherAsync() => Task.CompletedTask; }

        public interface {|PGL0109:IFunctions|} : ILeft, IRight
        {
            [LambdaFunction("f")] Task CallAsync();
        }

        public interface IMended : ILeft, IRight
        {
            Task IBase.OtherAsync() => Task.CompletedTask;
            [LambdaFunction("f")] Task CallAsync();
        }
        """);

    [Theory]
    [InlineData("public class Functions { [{|PGL0114:LambdaFunction(\"f\")|}] public Task CallAsync() => Task.CompletedTask; }")]
    [InlineData("public abstract class Functions { [{|PGL0114:LambdaFunction(\"f\")|}] public abstract Task CallAsync(); }")]
    [InlineData("public struct Functions { [{|PGL0114:LambdaFunction(\"f\")|}] public Task CallAsync() => Task.CompletedTask; }")]
    [InlineData("public record Functions { [{|PGL0114:LambdaFunction(\"f\")|}] public Task CallAsync() => Task.CompletedTask; }")]
    [InlineData("public class Functions { [{|PGL0114:LambdaFunction(\"f\")|}] public static bool operator !(Functions f) => true; }")]
    [InlineData("public class Functions { public int Count { [{|PGL0114:LambdaFunction(\"f\")|}] get => 1; } }")]
    [InlineData("public class Functions { public void Run() { [{|PGL0114:LambdaFunction(\"f\")|}] void Local() { } Local(); } }")]
    [InlineData("public class Functions { public System.Action Run() => [{|PGL0114:LambdaFunction(\"f\")|}] () => { }; }")]
    [InlineData("public interface IFunctions { void Run() { [{|PGL0114:LambdaFunction(\"f\")|}] void Local() { } Local(); } }")]
    [InlineData("public static class Functions { extension(string text) { [{|PGL0114:LambdaFunction(\"f\")|}] public Task CallAsync() => Task.CompletedTask; } }")]
    public Task The_attribute_on_a_non_interface_method(string source) => Verify(source);

    // The compiler refuses the attribute there too, but does not say where it belongs.
    [Theory]
    [InlineData("[{|PGL0114:LambdaFunction(\"f\")|}] public class Functions { }")]
    [InlineData("[{|PGL0114:LambdaFunction(\"f\")|}] public record struct Functions { }")]
    [InlineData("[{|PGL0114:LambdaFunction(\"f\")|}] public enum Functions { }")]
    [InlineData("[{|PGL0114:LambdaFunction(\"f\")|}] public delegate Task Functions();")]
    public Task The_attribute_on_a_class(string source) => Verify(source);

    [Theory]
    [InlineData("[{|PGL0114:LambdaFunction(\"f\")|}] static Task CallAsync() => Task.CompletedTask;")]
    [InlineData("[{|PGL0114:LambdaFunction(\"f\")|}] sealed Task CallAsync() => Task.CompletedTask;")]
    [InlineData("[{|PGL0114:LambdaFunction(\"f\")|}] private Task CallAsync() => Task.CompletedTask;")]
    [InlineData("int Count { [{|PGL0114:LambdaFunction(\"f\")|}] get => 1; }")]
    [InlineData("static int Count { [{|PGL0114:LambdaFunction(\"f\")|}] get => 1; }")]
    [InlineData("[{|PGL0114:LambdaFunction(\"f\")|}] static bool operator !(IFunctions f) => true;")]
    [InlineData("[LambdaFunction(\"f\")] Task CallAsync() => Task.CompletedTask;")]
    public Task The_attribute_on_a_member_that_no_client_can_implement(string member) => Verify($"public interface IFunctions {{ {member} }}");

    [Fact]
    public Task The_attribute_on_an_explicit_implementation() => Verify("""
        public interface IBase { Task CallAsync(); }

        public interface IFunctions : IBase
        {
            [{|PGL0114:LambdaFunction("f")|}] Task IBase.CallAsync() => Task.CompletedTask;
        }
        """);

    [Theory]
    [InlineData("static abstract Task {|PGL0117:CreateAsync|}();")]
    [InlineData("static abstract int {|PGL0117:Count|} { get; }")]
    [InlineData("static abstract event System.Action {|PGL0117:Changed|};")]
    [InlineData("static abstract bool operator {|PGL0117:!|}(IFunctions f);")]
    [InlineData("static virtual Task CreateAsync() => Task.CompletedTask;")]
    [InlineData("static Task CreateAsync() => Task.CompletedTask;")]
    public Task Static_abstract_members(string member) => VerifyMember("Task CallAsync(); " + member);

    [Fact]
    public Task An_inherited_static_abstract_member() => Verify("""
        public interface IBase { static abstract int Count { get; } }

        public interface {|PGL0117:IFunctions|} : IBase
        {
            [LambdaFunction("f")] Task CallAsync();
        }
        """);

    [Fact]
    public Task An_inherited_static_abstract_member_that_is_implemented() => Verify("""
        public interface IBase<T> { static abstract int Count { get; } static abstract T Create(); static abstract bool operator !(IBase<T> it); }

        public interface IFunctions : IBase<int>
        {
            static int IBase<int>.Count => 1;
            static int IBase<int>.Create() => 2;
            static bool IBase<int>.operator !(IBase<int> it) => true;
            [LambdaFunction("f")] Task CallAsync();
        }
        """);

    // Somebody is writing, and the compiler says so; the method behind it has its client all the same.
    [Theory]
    [InlineData("[LambdaFunction(\"f\")] IFunctions() { }")]
    [InlineData("[LambdaFunction(\"f\")] CallAsync(CancellationToken token);")]
    [InlineData("[LambdaFunction(\"f\")] ~IFunctions() { }")]
    public async Task A_half_typed_constructor_in_front(string typed)
    {
        var compilation = TestCompilation.Create(TestCompilation.Usings + $$"""
            public interface IFunctions
            {
                {{typed}}
                [LambdaFunction("g")] Task OtherAsync(CancellationToken token);
            }
            """);
        Assert.Single(AnalyzerRun.Generate(compilation).Result.GeneratedSources);
        Assert.Empty(await AnalyzerRun.RunAsync(compilation));
    }
}
