using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests;

/// <summary>
/// PGL0018, PGL0110, PGL0120: what is written and cannot be read is never taken for absent. Above all what another source generator makes, which ours does
/// not see and the analyzers do.
/// </summary>
public class OtherGenerators
{
    private const string Made = """
        namespace Made
        {
            public record Quote(decimal Total);
            public interface IBase { System.Threading.Tasks.Task<int> CountAsync(int n, System.Threading.CancellationToken ct = default); }
            public static class Env
            {
                public const string Arn = "arn:aws:lambda:us-west-2:555555555551:function:price", Alias = "live", Region = "eu-west-1", Null = null;
                public const int Number = 5;
                public const PgLambda.InvocationType Mode = PgLambda.InvocationType.Event;
                public const PgLambda.LogType Log = PgLambda.LogType.Tail;
            }
        }
        """;

    private const string MadeAnnotated = "namespace Made { public interface IAnnotated { [PgLambda.LambdaFunction(\"count:1\")] System.Threading.Tasks.Task<int> CountAsync(int n, System.Threading.CancellationToken ct = default); } }";

    // The project's own constants are as unreadable as what they are made of.
    private const string Mine = "public static class Mine { public const string Region = Env.Region; public const string Plain = \"us-west-2\"; }\n";

    private static readonly IIncrementalGenerator[] Maker = [new OtherGenerator(Made)];

    private static Task Verify(string source) => AnalyzerRun.VerifyAsync(Maker, TestCompilation.Usings + "using Made;\n" + source);

    [Theory]
    [InlineData("\"price\", Region = {|PGL0018:Env.Region|}, Qualifier = {|PGL0018:Env.Alias|}")]
    [InlineData("\"price\", Qualifier = {|PGL0018:Env.Alias|}")]
    [InlineData("\"price:live\", Region = {|PGL0018:Made.Env.Region|}")]
    [InlineData("{|PGL0018:Env.Arn|}")]
    [InlineData("function: {|PGL0018:Env.Arn|}, Region = \"us-west-2\"")]
    [InlineData("{|PGL0018:Env.Arn|}, Qualifier = Env.Alias, Log = Env.Log")]
    [InlineData("{|PGL0018:Env.Arn + \":\" + Env.Alias|}")]
    [InlineData("{|PGL0018:$\"price:{Env.Alias}\"|}")]
    [InlineData("\"price:live\", Invocation = {|PGL0018:Env.Mode|}")]
    [InlineData("\"price:live\", Log = {|PGL0018:Env.Log|}")]
    [InlineData("\"price:live\", Invocation = {|PGL0018:(InvocationType)(Env.Number - 4)|}")]
    [InlineData("\"price\", Region = {|PGL0018:Mine.Region|}")]
    [InlineData("\"price\", Region = {|PGL0018:Env.Null|}")]
    [InlineData("\"price\", Region = ({|PGL0018:true ? Mine.Plain : Env.Region|})")]
    [InlineData("\"price\", Region = Mine.Plain")]
    [InlineData("nameof(Env.Alias)")]
    [InlineData("\"price\", Region = null, Qualifier = null")]
    public async Task An_argument(string arguments)
    {
        await Verify(Mine + $$"""public interface IFunctions { [LambdaFunction({{arguments}})] Task<LambdaResult> PriceAsync(int n, CancellationToken ct = default); }""");
        await Verify(Mine + $$"""[LambdaFunction({{arguments}})] public interface IFunctions { Task<LambdaResult> PriceAsync(int n, CancellationToken ct = default); }""");
    }

    [Theory]
    [InlineData("[PayloadName({|PGL0018:Env.Alias|})] int n, int m")]
    [InlineData("[PayloadName(name: {|PGL0018:Env.Alias|})] int n")]
    [InlineData("[PayloadName({|PGL0018:null!|})] int n")]
    [InlineData("[PayloadName(nameof(Env.Alias))] int n")]
    [InlineData("string text = {|PGL0018:Env.Alias|}")]
    [InlineData("string? text = {|PGL0018:Mine.Region|}")]
    [InlineData("int number = {|PGL0018:Env.Number|}")]
    [InlineData("int? number = {|PGL0018:Env.Number + 1|}")]
    [InlineData("object? text = {|PGL0018:Env.Null|}")]
    [InlineData("InvocationType mode = {|PGL0018:Env.Mode|}")]
    [InlineData("string? text = null, string other = Mine.Plain, int? none = default, System.DateTime date = new System.DateTime(), InvocationType mode = InvocationType.Event")]
    public Task A_parameter(string parameters) =>
        Verify(Mine + $$"""public interface IFunctions { [LambdaFunction("price:live")] Task PriceAsync({{parameters}}); }""");

    [Theory]
    [InlineData("{|PGL0110:Task<Quote>|} CallAsync();")]
    [InlineData("{|PGL0110:Task<LambdaResult<Quote[]>>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0110:Quote|} quote);")]
    [InlineData("Task CallAsync({|PGL0110:System.Collections.Generic.List<Quote>|} quotes);")]
    [InlineData("Task CallAsync([ClientContext] {|PGL0110:Quote|} quote);")]
    [InlineData("Task {|PGL0110:CallAsync|}<T>(T item) where T : Quote;")]
    [InlineData("Task {|PGL0110:CallAsync|}<T>(T item) where T : System.IComparable<Quote>;")]
    public Task A_type_of_the_signature(string member) => Verify($$"""public interface IFunctions { [LambdaFunction("price:live")] {{member}} }""");

    [Theory]
    [InlineData("[LambdaFunction(\"f\")] public interface {|PGL0110:IHeir|} : IBase { Task<int> IBase.CountAsync(int n, CancellationToken ct) => Task.FromResult(n); }")]
    [InlineData("[LambdaFunction(\"f\")] public interface {|PGL0109:IHeir|} : IBase { }")]
    [InlineData("[LambdaFunction(\"f\")] public interface IStore<T> { Task CallAsync(); } [LambdaFunction(\"f\")] public interface {|PGL0110:IHeir|} : IStore<Quote> { }")]
    public Task A_base_interface(string source) => Verify(source);

    [Theory]
    [InlineData("public interface IHeir : IAnnotated { [LambdaFunction(\"f\")] Task CallAsync(); }")]
    [InlineData("[LambdaFunction(\"f\")] public interface IHeir : IAnnotated { }")]
    [InlineData("public class Outer { internal interface IHeir<T> : IAnnotated { [LambdaFunction(\"f\")] Task CallAsync(T item); } }")]
    public async Task A_base_interface_with_a_function(string source)
    {
        var compilation = TestCompilation.Create(TestCompilation.Usings + "using Made;\n" + source);
        var errors = (await AnalyzerRun.RunAsync(compilation, new OtherGenerator(MadeAnnotated))).Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => (d.Id, d.Location.SourceTree!.ToString().Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)));
        // The base has no client either: the generator did not see it at all.
        Assert.Equal([("PGL0110", "IHeir"), ("PGL0120", "IAnnotated")], errors.Order());
    }

    [Theory]
    [InlineData("Made.cs")]
    [InlineData("Made.generated.cs")]
    [InlineData("Made/Env.g.cs")]
    public Task Whatever_the_other_file_is_called(string hintName) => AnalyzerRun.VerifyAsync(
        [new OtherGenerator(Made, hintName)],
        TestCompilation.Usings + "public interface IFunctions { [LambdaFunction(\"price\", Region = {|PGL0018:Made.Env.Region|})] Task PriceAsync(int n, CancellationToken ct = default); }");

    [Fact]
    public Task What_is_missing_for_our_generator_alone_is_said_at_each_derived_interface() => Verify("""
        public interface IParent { [LambdaFunction("price", Region = {|PGL0018:Env.Region|})] Task PriceAsync(); }
        public interface {|PGL0018:IHeir|} : IParent { [LambdaFunction("own")] Task OwnAsync(); }
        """);

    // What Razor makes of @code, for one: the interface is there, and its client is missed far away.
    [Fact]
    public async Task The_whole_interface()
    {
        var compilation = TestCompilation.Create(TestCompilation.Usings + "public class User { }");
        var error = Assert.Single(
            await AnalyzerRun.AnalyzeAsync(AnalyzerRun.Generate(compilation, new OtherGenerator("public partial class Page { public interface IFunctions { [PgLambda.LambdaFunction(\"f:1\")] System.Threading.Tasks.Task CallAsync(); } }", "Page_razor.g.cs")).Output),
            d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal("PGL0120", error.Id);
        Assert.EndsWith("move it to a .cs file of the project", error.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_part_of_the_interface() => AnalyzerRun.VerifyAsync(
        [new OtherGenerator("[PgLambda.LambdaFunction(\"f:1\")] public partial interface IFunctions { }")],
        TestCompilation.Usings + "public partial interface {|PGL0120:IFunctions|} { Task CallAsync(CancellationToken token); }");

    [Fact]
    public async Task What_every_generator_sees()
    {
        var compilation = TestCompilation.Create(TestCompilation.Usings + "public interface IFunctions { [LambdaFunction(\"price\", Region = Made.Env.Region)] Task<Made.Quote> PriceAsync(int n); }");
        var (result, output) = AnalyzerRun.Generate(compilation, new ConstantGenerator(Made));
        Assert.Contains("'price', 'eu-west-1'", Assert.Single(result.GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(await AnalyzerRun.AnalyzeAsync(output), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public Task What_nobody_refers_to() => Verify("public interface IFunctions { [LambdaFunction(\"price\")] Task PriceAsync(int n, CancellationToken ct = default); }");

    [Fact]
    public async Task The_message_says_why()
    {
        var compilation = TestCompilation.Create(TestCompilation.Usings + "public interface IFunctions { [LambdaFunction(\"price\", Region = Made.Env.Region)] Task<Made.Quote> PriceAsync(int n); }");
        var messages = (await AnalyzerRun.RunAsync(compilation, Maker)).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.GetMessage()).ToList();
        Assert.Equal(2, messages.Count);
        Assert.All(messages, message => Assert.Contains("another source generator", message, StringComparison.Ordinal));
        Assert.All(messages, message => Assert.Contains("a file of the project", message, StringComparison.Ordinal));
    }

    // The compiler says so as well, and the client is not made of what is left.
    [Theory]
    [InlineData("\"price\", Region = {|PGL0018:Missing.Region|}")]
    [InlineData("{|PGL0018:Missing.Arn|}")]
    [InlineData("\"price\", Region = {|PGL0018:Own.Changing|}")]
    [InlineData("\"price:live\", Invocation = {|PGL0018:Missing|}")]
    public Task What_nobody_makes(string arguments) => AnalyzerRun.VerifyAsync(TestCompilation.Usings + $$"""
        public static class Own { public static string Changing = "us-west-2"; }
        public interface IFunctions { [LambdaFunction({{arguments}})] Task PriceAsync(int n); }
        """);

    // A generator that did not run says nothing of the interface while somebody types; a build says it.
    [Fact]
    public async Task Without_our_generator() => Assert.Equal(
        ["PGL0120"],
        (await AnalyzerRun.AnalyzeAsync(TestCompilation.Create(TestCompilation.Usings + "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(CancellationToken token); }")))
            .Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
}
