using Microsoft.CodeAnalysis;
using static PgLambda.Generator.Tests.RuleSource;

namespace PgLambda.Generator.Tests;

/// <summary>The project's own part of a client: what is left to it, and PGL0126 for what cannot be completed.</summary>
public class ClientPartRules
{
    private const string Interface = "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(int number, CancellationToken token); [LambdaFunction(\"g\")] Task OtherAsync(CancellationToken token); }\n";

    [Theory]
    [InlineData("public partial class FunctionsClient { public FunctionsClient(string text) { } }")]
    [InlineData("public partial class FunctionsClient { public FunctionsClient(string text) : base() { } }")]
    [InlineData("public partial class FunctionsClient { public FunctionsClient(Npgsql.NpgsqlDataSource dataSource, LambdaClientOptions? options = null) { } }")]
    [InlineData("public partial class FunctionsClient { public FunctionsClient(LambdaConnection connection, Npgsql.NpgsqlTransaction? transaction, LambdaClientOptions? options) : this(connection, transaction) { } }")]
    [InlineData("public partial class FunctionsClient(int number) { public int Number => number; }")]
    [InlineData("public class Base(int number) { public int Number => number; } public partial class FunctionsClient : Base { }")]
    [InlineData("public class Base { private Base() { } } public partial class FunctionsClient : Base { }")]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"Mine\", \"1\")] public partial class FunctionsClient { }")]
    public Task A_part_that_cannot_be_completed(string part) => Verify(Interface.Replace("IFunctions", "{|PGL0126:IFunctions|}") + part);

    [Theory]
    [InlineData("public partial class StoreClient<T> { }")]
    [InlineData("public partial class StoreClient<TItem> where TItem : class, new() { }")]
    [InlineData("public partial class StoreClient<TItem> where TItem : struct { }")]
    public Task Other_type_parameters_or_constraints(string part) =>
        Verify("public interface {|PGL0126:IStore|}<TItem> where TItem : class { [LambdaFunction(\"f\")] Task PutAsync(TItem item, CancellationToken token); }\n" + part);

    [Theory]
    [InlineData("public partial class StoreClient<TItem> { }")]
    [InlineData("public partial class StoreClient<TItem> where TItem : class { }")]
    public async Task The_same_type_parameters(string part) =>
        Assert.Single((await GeneratorCase.OfAsync(TestCompilation.Usings + "public interface IStore<TItem> where TItem : class { [LambdaFunction(\"f\")] Task PutAsync(TItem item, CancellationToken token); }\n" + part)).Sources);

    // What the part implements is not generated, and in no list of what is called.
    [Theory]
    [InlineData("public partial class FunctionsClient { public Task CallAsync(int number, CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("public partial class FunctionsClient : IFunctions { Task IFunctions.CallAsync(int number, CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("public class Base { public Task CallAsync(int number, CancellationToken token) => Task.CompletedTask; } public partial class FunctionsClient : Base { }")]
    [InlineData("public class Base { public virtual Task CallAsync(int number, CancellationToken token) => Task.CompletedTask; } public partial class FunctionsClient : Base { }")]
    [InlineData("public abstract class Base { public abstract Task CallAsync(int number, CancellationToken token); } public partial class FunctionsClient : Base { public override Task CallAsync(int number, CancellationToken token) => Task.CompletedTask; }")]
    public async Task A_method_that_the_part_implements(string part)
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + Interface + part);
        Assert.Equal(["OtherAsync"], GeneratedMethods(run));
        Assert.DoesNotContain("\\'f\\'", run.Text, StringComparison.Ordinal);
        Assert.Contains("\"OtherAsync g\";", run.Text, StringComparison.Ordinal);
    }

    // What only stands in the way is not what the interface means.
    [Theory]
    [InlineData("public partial class FunctionsClient { public int CallAsync => 1; }")]
    [InlineData("public partial class FunctionsClient { public class CallAsync { } }")]
    [InlineData("public partial class FunctionsClient { public int CallAsync(int number, CancellationToken token) => 1; }")]
    [InlineData("public partial class FunctionsClient { public static Task CallAsync(int number, CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("public partial class FunctionsClient { private Task CallAsync(int number, CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("public class Base { protected int CallAsync = 1; } public partial class FunctionsClient : Base { }")]
    public async Task A_member_in_the_way(string part) =>
        Assert.Equal(["IFunctions.CallAsync", "OtherAsync"], GeneratedMethods(await GeneratorCase.OfAsync(TestCompilation.Usings + "#pragma warning disable CS0169, CS0414\n" + Interface + part)));

    [Fact]
    public async Task Members_of_other_kinds_that_the_part_implements()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            public interface IFunctions : System.IAsyncDisposable
            {
                [LambdaFunction("f")] Task CallAsync(CancellationToken token);
                int Number { get; set; }
                event System.Action Changed;
                static abstract int Version { get; }
            }
            public partial class FunctionsClient
            {
                public int Number { get; set; }
                public event System.Action Changed { add { } remove { } }
                public static int Version => 1;
                public ValueTask DisposeAsync() => default;
            }
            """);
        Assert.Equal(["CallAsync"], GeneratedMethods(run));
    }

    [Fact]
    public async Task Names_that_a_base_class_has()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + Interface + """
            public class Base { protected int _invoker; public int Operations; protected int Calls; public static void ExecuteAsync() { } public int OtherAsyncOperation; private int unseen; public int Use() => unseen; }
            public partial class FunctionsClient : Base { }
            """.Replace("private int unseen", "private int unseen = 1"));
        Assert.Contains("LambdaInvoker _invoker2;", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_that_the_part_carries_itself()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            #pragma warning disable CS0618
            [System.Obsolete("the interface")] public interface IFunctions { [LambdaFunction("f")] Task CallAsync(CancellationToken token); }
            [System.Obsolete("the class")] public partial class FunctionsClient { }
            """);
        Assert.Equal("the class", Assert.Single(run.Type("FunctionsClient").GetAttributes(), a => a.AttributeClass!.Name == "ObsoleteAttribute").ConstructorArguments[0].Value);
    }

    [Fact]
    public async Task A_constructor_that_calls_a_generated_one()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + Interface + "public partial class FunctionsClient { public FunctionsClient(string text) : this(Npgsql.NpgsqlDataSource.Create(text)) { } static FunctionsClient() { } }");
        Assert.Equal(3, run.Type("FunctionsClient").InstanceConstructors.Length);
    }

    // The model holds what the output depends on: a new member of any other name changes nothing.
    [Fact]
    public void A_member_of_a_name_of_its_own_changes_no_output()
    {
        var compilation = TestCompilation.Create(TestCompilation.Usings + Interface, "public partial class FunctionsClient { }");
        var options = TestCompilation.ParseOptions();
        var driver = GeneratorRun.CreateDriver(options).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], compilation.SyntaxTrees[1].WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From("public partial class FunctionsClient { public int New() => 1; }")));
        var result = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results[0];
        Assert.All(result.TrackedSteps[LambdaClientGenerator.ClientsStep].SelectMany(step => step.Outputs), output => Assert.True(output.Reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, $"{output.Reason}"));
    }

    private static IEnumerable<string> GeneratedMethods(GeneratorRun run) => run.Type("FunctionsClient").GetMembers().OfType<IMethodSymbol>()
        .Where(m => m is { IsStatic: false, MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } && run.Sources.Any(s => s.SourceText.ToString() == m.DeclaringSyntaxReferences[0].SyntaxTree.ToString()))
        .Select(m => m.Name.Replace("global::", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
