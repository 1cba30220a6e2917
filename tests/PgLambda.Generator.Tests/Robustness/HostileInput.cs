using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests.Robustness;

/// <summary>Neither the generator nor an analyzer throws, whatever is half-typed, missing or out of place; and there is a client exactly where no error is.</summary>
public class HostileInput
{
    private const string Rich = TestCompilation.Usings + """
        namespace Acme.Orders;
        /// <summary>Docs.</summary>
        [LambdaFunction($"{Names.A}:1", Region = "us-west-2", Invocation = InvocationType.Event, Log = (LogType)1)]
        public partial interface IFunctions<in T, U> : IBase<U>, System.IDisposable where T : class?, new() where U : notnull
        {
            [LambdaFunction(@"arn:aws:lambda:us-west-2:123456789012:function:f", Qualifier = "\u0061\x41")]
            Task<LambdaResult<T?>> CallAsync<V>(T item, [PayloadName("a\"b")] V? other, [ClientContext] U context, string s = "q\n", params int[][] n) where V : struct;
            abstract Task IBase<U>.BaseAsync(U item);
            void System.IDisposable.Dispose() { }
            int this[int i] { get => i; }
            static abstract bool operator +(IFunctions<T, U> x);
            event System.Action? E { add { } remove { } }
        }
        public interface IBase<T> { Task BaseAsync(T item) => Task.CompletedTask; }
        public static class Names { public const string A = "a" + nameof(Names); }
        file interface ILocal { [LambdaFunction("f")] delegate*<void> F(ref int a, out System.Span<int> b); }
        """;

    private static readonly MetadataReference[] Core = [.. Net100.References.All];

    // Prefixes, a few characters apart, as they are typed.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Half_typed_code(int offset)
    {
        var step = Math.Max(4, 36 / Thoroughness.Times);
        for (var length = offset * step / 4; length <= Rich.Length; length += step)
            await Survives(Rich[..length]);
    }

    // The compiler says of two types of one name what is wrong, and nothing of a missing client has to be said beside it.
    [Theory]
    [InlineData("{0} public class IOrders { }")]
    [InlineData("public struct IOrders { } {0}")]
    [InlineData("namespace A.B { public class IOrders { } {0} }")]
    [InlineData("namespace A.B { public class Outer { {0} public enum IOrders { } } }")]
    [InlineData("namespace A { namespace @class { public static class Outer<T> { } public static class Outer { {0} public class IOrders { } } } }")]
    public async Task Another_type_of_the_interfaces_name_takes_no_client_from_it(string source)
    {
        var compilation = TestCompilation.Create(TestCompilation.Usings + source.Replace("{0}", "public interface IOrders { [LambdaFunction(\"f\")] Task CallAsync(CancellationToken token); }", StringComparison.Ordinal));
        Assert.Contains(compilation.GetDiagnostics(TestContext.Current.CancellationToken), error => error.Id is "CS0101" or "CS0102");
        Assert.Empty(await AnalyzerRun.RunAsync(compilation));
    }

    [Fact]
    public async Task Deleted_tokens()
    {
        var tokens = (await CSharpSyntaxTree.ParseText(Rich, cancellationToken: TestContext.Current.CancellationToken).GetRootAsync(TestContext.Current.CancellationToken)).DescendantTokens().ToList();
        for (var i = 0; i < tokens.Count; i += Math.Max(1, 6 / Thoroughness.Times))
            await Survives(Rich.Remove(tokens[i].SpanStart, tokens[i].Span.Length));
    }

    [Fact]
    public async Task Doubled_and_swapped_tokens()
    {
        var tokens = (await CSharpSyntaxTree.ParseText(Rich, cancellationToken: TestContext.Current.CancellationToken).GetRootAsync(TestContext.Current.CancellationToken)).DescendantTokens().ToList();
        var random = new Random(7);
        for (var i = 0; i < 40 * Thoroughness.Times; i++)
        {
            var (a, b) = (tokens[random.Next(tokens.Count)], tokens[random.Next(tokens.Count)]);
            await Survives(Rich.Remove(a.SpanStart, a.Span.Length).Insert(a.SpanStart, " " + b.Text + " " + a.Text + " "));
        }
    }

    public static TheoryData<string> MissingReferences => ["PgLambda", "Npgsql", "Dapper", "Core", "PgLambda Core", "PgLambda Npgsql Dapper", "PgLambda Npgsql Dapper Core"];

    [Theory]
    [MemberData(nameof(MissingReferences))]
    public async Task Missing_references(string missing)
    {
        var names = missing.Split(' ');
        IEnumerable<MetadataReference> references = names.Contains("Core") ? [] : Core;
        if (!names.Contains("PgLambda"))
            references = references.Append(TestCompilation.PgLambda);
        if (!names.Contains("Npgsql"))
            references = references.Append(TestCompilation.Npgsql);
        if (!names.Contains("Dapper"))
            references = references.Append(TestCompilation.Dapper);
        await Survives(TestCompilation.Create(Rich).WithReferences(references));
        await Survives(TestCompilation.Create("public interface IFunctions { [PgLambda.LambdaFunctionAttribute(\"f\")] System.Threading.Tasks.Task<int> CallAsync(int a = 1); }").WithReferences(references));
    }

    // Someone's own attribute of the same full name, with other arguments.
    [Theory]
    [InlineData("params string[] names", "\"a\", \"b\"")]
    [InlineData("int number", "5")]
    [InlineData("object any", "new[] { 1 }")]
    [InlineData("System.Type type", "typeof(int)")]
    [InlineData("string a, string b", "\"a\", \"b\"")]
    [InlineData("", "")]
    [InlineData("string? a = null", "")]
    public async Task An_attribute_of_the_same_name(string parameters, string arguments) => await Survives(TestCompilation.Create($$"""
        namespace PgLambda
        {
            public class LambdaFunctionAttribute : System.Attribute { public LambdaFunctionAttribute({{parameters}}) { } public object? Region { get; set; } public string[]? Qualifier { get; set; } public object? Invocation { get; set; } public int[]? Log { get; set; } }
            public class PayloadNameAttribute : System.Attribute { public PayloadNameAttribute(string[] names) { } }
        }
        [PgLambda.LambdaFunction({{arguments}})]
        public interface IFunctions
        {
            [PgLambda.LambdaFunction({{arguments}}{{(arguments.Length == 0 ? "" : ", ")}}Region = new[] { 1 }, Qualifier = new[] { "a" }, Invocation = new object[0], Log = new[] { 1 })]
            System.Threading.Tasks.Task CallAsync([PgLambda.PayloadName(new[] { "a" })] int a, int b);
        }
        """).WithReferences(Core));

    [Theory]
    [InlineData("LambdaFunction")]
    [InlineData("LambdaFunction()")]
    [InlineData("LambdaFunction(null)")]
    [InlineData("LambdaFunction(null!)")]
    [InlineData("LambdaFunction(default)")]
    [InlineData("LambdaFunction(5)")]
    [InlineData("LambdaFunction('f')")]
    [InlineData("LambdaFunction(\"f\"u8)")]
    [InlineData("LambdaFunction(typeof(int))")]
    [InlineData("LambdaFunction(new[] { \"f\" })")]
    [InlineData("LambdaFunction([\"f\"])")]
    [InlineData("LambdaFunction(\"f\", \"g\")")]
    [InlineData("LambdaFunction(function: \"f\", function: \"g\")")]
    [InlineData("LambdaFunction(Missing.Name)")]
    [InlineData("LambdaFunction(IFunctions.Name)")]
    [InlineData("LambdaFunction(\"f\" + 1)")]
    [InlineData("LambdaFunction(\"f\", Region = null)")]
    [InlineData("LambdaFunction(\"f\", Region = 5)")]
    [InlineData("LambdaFunction(\"f\", Region = new[] { \"us-west-2\" })")]
    [InlineData("LambdaFunction(\"f\", Region = Missing)")]
    [InlineData("LambdaFunction(\"f\", Region = \"us-west-2\", Region = \"us-west-1\")")]
    [InlineData("LambdaFunction(\"f\", Qualifier = new string[0])")]
    [InlineData("LambdaFunction(\"f\", Invocation = 1)")]
    [InlineData("LambdaFunction(\"f\", Invocation = (InvocationType)int.MaxValue)")]
    [InlineData("LambdaFunction(\"f\", Invocation = (InvocationType)int.MinValue)")]
    [InlineData("LambdaFunction(\"f\", Invocation = (InvocationType)99999999999)")]
    [InlineData("LambdaFunction(\"f\", Invocation = new[] { InvocationType.Event })")]
    [InlineData("LambdaFunction(\"f\", Log = (LogType)(-1))")]
    [InlineData("LambdaFunction(\"f\", Log = LogType.Missing)")]
    [InlineData("LambdaFunction(\"f\", Log = InvocationType.Event)")]
    [InlineData("LambdaFunction(\"f\", Missing = 1)")]
    [InlineData("LambdaFunction(\"f\"), LambdaFunction(\"g\")")]
    [InlineData("LambdaFunction(\"f\"")]
    [InlineData("LambdaFunction(\"f")]
    [InlineData("LambdaFunction(\"\"\"f")]
    [InlineData("LambdaFunction($\"{")]
    [InlineData("LambdaFunction(@\"f\n\")")]
    [InlineData("LambdaFunction(\"\\q\")")]
    [InlineData("LambdaFunction(\"\\x\")")]
    [InlineData("LambdaFunction(\"\\U00110000\")")]
    [InlineData("LambdaFunction(\"\\ud83d'\")")]
    [InlineData("return: LambdaFunction(\"f\")")]
    [InlineData("assembly: LambdaFunction(\"f\")")]
    [InlineData("LambdaFunction<int>(\"f\")")]
    public async Task Attributes_with_wrong_arguments(string attribute)
    {
        await Survives(TestCompilation.Usings + $"public interface IFunctions {{ const string Name = \"f\"; [{attribute}] Task CallAsync(); }}");
        await Survives(TestCompilation.Usings + $"[{attribute}] public interface IFunctions {{ const string Name = \"f\"; Task CallAsync(); }}");
    }

    [Theory]
    [InlineData("PayloadName")]
    [InlineData("PayloadName(null!)")]
    [InlineData("PayloadName(5)")]
    [InlineData("PayloadName(new[] { \"a\" })")]
    [InlineData("PayloadName(\"a\"), PayloadName(\"b\")")]
    [InlineData("PayloadName(\"\\ud800\")")]
    [InlineData("ClientContext, ClientContext")]
    [InlineData("ClientContext(1), PayloadName(\"\")")]
    public async Task Parameter_attributes_with_wrong_arguments(string attribute) =>
        await Survives(TestCompilation.Usings + $"public interface IFunctions {{ [LambdaFunction(\"f\")] Task CallAsync([{attribute}] string a, int b); }}");

    [Theory]
    [InlineData("[LambdaFunction(\"f\")] public interface IA : IB { } public interface IB : IA { [LambdaFunction(\"f\")] Task CallAsync(); }")]
    [InlineData("[LambdaFunction(\"f\")] public interface IA : IA { Task CallAsync(); }")]
    [InlineData("[LambdaFunction(\"f\")] public interface IA<T> : IA<IA<IA<T>>> { Task CallAsync(T t); }")]
    [InlineData("public class A : B { } public class B : A { } [LambdaFunction(\"f\")] public interface I { Task<A> CallAsync(B b); }")]
    [InlineData("public struct S { S s; } [LambdaFunction(\"f\")] public interface I { Task<S> CallAsync(S? s); }")]
    [InlineData("[LambdaFunction(\"f\")] public interface I { Task CallAsync<T, U>(T t, U u) where T : U where U : T; }")]
    [InlineData("[LambdaFunction(\"f\")] public interface I { Task CallAsync<T>(T t) where T : T; }")]
    [InlineData("[LambdaFunction(\"f\")] public interface I<T> where T : I<T> { Task<T> CallAsync(T t); }")]
    [InlineData("[LambdaFunction(A.X)] public interface I { Task CallAsync(); } public class A { public const string X = Y; public const string Y = X; }")]
    [InlineData("[LambdaFunction(\"f\")] public interface I : I.Nested { interface Nested : I { } }")]
    public async Task Cycles(string source) => await Survives(TestCompilation.Usings + source);

    [Theory]
    [InlineData("LambdaFunction(\"f\"); Console.WriteLine(); [LambdaFunction(\"f\")] interface IFunctions { Task CallAsync(); } return 5;")]
    [InlineData("extern alias Missing; [Missing::PgLambda.LambdaFunction(\"f\")] interface IFunctions { }")]
    [InlineData("[LambdaFunction(\"f\")] interface { Task CallAsync(); }")]
    [InlineData("[LambdaFunction(\"f\")] interface IFunctions")]
    [InlineData("[LambdaFunction(\"f\")] Task CallAsync();")]
    [InlineData("[LambdaFunction(\"f\")] namespace A { }")]
    [InlineData("[LambdaFunction(\"f\")] file partial interface IFunctions { Task CallAsync(); } partial interface IFunctions { }")]
    [InlineData("[LambdaFunction(\"f\")] interface IFunctions { Task CallAsync(); } [LambdaFunction(\"f\")] interface IFunctions { Task CallAsync(); }")]
    [InlineData("[LambdaFunction(\"f\")] partial interface IFunctions { Task CallAsync(); } [LambdaFunction(\"g\")] partial interface IFunctions { Task CallAsync(); }")]
    [InlineData("[LambdaFunction(\"f\")] interface IFunctions { Task CallAsync(int, int); Task (); Task<> OtherAsync(); Task<int CallAsync(; }")]
    [InlineData("[LambdaFunction(\"f\")] interface IFunctions { Task CallAsync(int a, int a, string a); Task CallAsync<T, T>(T t); Task CallAsync(int a = , string b = 5, int c = null); }")]
    [InlineData("[LambdaFunction(\"f\")] interface IFunctions { Task CallAsync(__arglist); Task RefAsync(System.TypedReference r, void v); Task ThisAsync(this int i, params int p); }")]
    [InlineData("[LambdaFunction(\"f\")] interface IFunctions { IFunctions(); ~IFunctions(); static IFunctions() { } int _field; operator int(); }")]
    [InlineData("[LambdaFunction(\"f\")] interface IFunctions { extension(int i) { [LambdaFunction(\"f\")] Task CallAsync(); } }")]
    [InlineData("static class E { extension(int i) { [LambdaFunction(\"f\")] Task CallAsync() => null; [LambdaFunction(\"f\")] int P => 1; } }")]
    [InlineData("[LambdaFunction(\"f\")] interface IFunctions { [LambdaFunction(\"f\")] int P { [LambdaFunction(\"f\")] get; [LambdaFunction(\"f\")] set; } [LambdaFunction(\"f\")] event System.Action E; [LambdaFunction(\"f\")] class C<[LambdaFunction(\"f\")] T> { [LambdaFunction(\"f\")] C() { } [LambdaFunction(\"f\")] int f; } }")]
    [InlineData("[LambdaFunction(\"f\")] class C { } [LambdaFunction(\"f\")] enum E { [LambdaFunction(\"f\")] A } [LambdaFunction(\"f\")] delegate void D([LambdaFunction(\"f\")] int a);")]
    [InlineData("[LambdaFunction(\"f\")] class C { [LambdaFunction(\"f\")] ~C() { } [LambdaFunction(\"f\")] public static implicit operator int(C c) => 1; [LambdaFunction(\"f\")] public static C operator +(C a, C b) => a; int P { [LambdaFunction(\"f\")] get; } }")]
    [InlineData("#if X\n[LambdaFunction(\"f\")]\n#else\n[LambdaFunction(\"g\")\n#endif\ninterface IFunctions { Task CallAsync(); }")]
    [InlineData("using Task = System.Int32; using CancellationToken = System.String; [LambdaFunction(\"f\")] interface IFunctions { Task CallAsync(CancellationToken t); }")]
    [InlineData("namespace System.Threading.Tasks { public class Task<A, B> { } } [LambdaFunction(\"f\")] interface IFunctions { Task<int, string> CallAsync(); }")]
    [InlineData("namespace System { public class String { } public class Object { } } [LambdaFunction(\"f\")] interface IFunctions { Task<string> CallAsync(object o); }")]
    [InlineData("[LambdaFunction(\"f\")] unsafe interface IFunctions { delegate*<int, void>* Call(void* p, int** q, delegate* unmanaged[Cdecl]<ref int, int> f); }")]
    public async Task Code_out_of_place(string source) => await Survives(TestCompilation.Usings + source);

    [Fact]
    public async Task Very_long_names()
    {
        var name = new string('x', 10_000);
        await Survives(TestCompilation.Usings + $"namespace {name} {{ [LambdaFunction(\"{name}\", Region = \"{name}\", Qualifier = \"{name}\")] public interface I{name}<{name}2> {{ Task<{name}2> {name}3({name}2 {name}4, [PayloadName(\"{name}\")] int a); }} }}");
        await Survives(TestCompilation.Usings + $"namespace {name} {{ public interface I{name} {{ [LambdaFunction(\"f\")] Task {name}(int {name}); }} }}");
    }

    [Fact]
    public async Task Deep_nesting()
    {
        var generic = string.Concat(Enumerable.Repeat("System.Collections.Generic.List<", 300)) + "int" + new string('>', 300);
        await Survives(TestCompilation.Usings + $"[LambdaFunction(\"f\")] public interface IFunctions {{ Task<{generic}> CallAsync({generic} a, int{string.Concat(Enumerable.Repeat("[]", 500))} b); }}");
        await Survives(TestCompilation.Usings + string.Concat(Enumerable.Range(0, 150).Select(i => $"public class C{i} {{ ")) + "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(); }" + new string('}', 150));
        await Survives(TestCompilation.Usings + string.Concat(Enumerable.Range(0, 40).Select(i => $"public interface I{i}x : I{i + 1}x {{ [LambdaFunction(\"f\")] Task M{i}Async(); }}\n")) + "public interface I40x { }");
    }

    private static Task Survives(string source) => Survives(TestCompilation.Create(source));

    // RunAsync asserts that nothing throws, in the generator or in an analyzer.
    private static async Task Survives(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> diagnostics;
        try
        {
            diagnostics = await AnalyzerRun.RunAsync(compilation);
        }
        catch (Exception exception)
        {
            var source = compilation.SyntaxTrees[0].ToString();
            throw new Xunit.Sdk.XunitException($"{exception.Message}\n{exception.StackTrace}\n{source[..Math.Min(source.Length, 3_000)]}");
        }
        Assert.DoesNotContain(diagnostics, d => d.Id is "AD0001" or "CS8785");
    }
}
