using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests.Json;

/// <summary>PGL0124 and PGL0209: contexts that cannot be used, and types that they lack.</summary>
public class JsonContextRules
{
    private const string Types = TestCompilation.Usings + """
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Collections.Generic;

        public record Order(string Sku, List<Line> Lines);
        public record Line(int? Count);
        public record Quote(decimal Total);
        public class Holder<T> { public T? Value { get; set; } }

        [JsonSerializable(typeof(Order))]
        [JsonSerializable(typeof(Quote[]))]
        internal sealed partial class AppJson : JsonSerializerContext;

        [JsonSerializable(typeof(int))]
        internal sealed partial class OtherJson : JsonSerializerContext;

        """;

    [Theory]
    [InlineData("Task<Quote> CallAsync(Order order, CancellationToken token);")]
    [InlineData("Task<Quote?> CallAsync(List<Line> lines, string sku, int? count, int number, CancellationToken token);")]
    [InlineData("Task<LambdaResult<Quote[]>> CallAsync([ClientContext] Order? context, CancellationToken token);")]
    [InlineData("Task<T> CallAsync<T>(T a, T[] b, Holder<T> c, CancellationToken token);")]
    [InlineData("Task<RawJson> CallAsync(JsonElement a, JsonElement? b, JsonDocument c, JsonNode? d, JsonObject e, RawJson? f, CancellationToken token);")]
    [InlineData("Task<LambdaResult> CallAsync(CancellationToken token);")]
    [InlineData("{|PGL0110:Task<Missing>|} CallAsync(CancellationToken token);")]
    public Task Known(string member) => VerifyAsync(member);

    [Theory]
    [InlineData("Task CallAsync({|PGL0209:decimal?|} a, decimal b, {|PGL0209:long|} c, CancellationToken token);")]
    [InlineData("{|PGL0209:Task<List<Quote>>|} CallAsync(Order order, CancellationToken token);")]
    [InlineData("{|PGL0209:Task<LambdaResult<Order[]>>|} CallAsync(CancellationToken token);")]
    [InlineData("ValueTask CallAsync([ClientContext] {|PGL0209:Dictionary<string, string>?|} context, CancellationToken token);")]
    [InlineData("Task CallAsync({|PGL0209:List<JsonElement>|} a, {|PGL0209:object|} b, {|PGL0209:Holder<int>|} c, CancellationToken token);")]
    public Task Lacking(string member) => VerifyAsync(member);

    [Fact]
    public Task Of_the_assembly_unless_the_interface_says_otherwise() => RunAsync(
        "[assembly: LambdaClient(JsonContext = typeof(OtherJson))]",
        """
        public interface IFirst { [LambdaFunction("f")] Task CallAsync({|PGL0209:Order|} order, int number, CancellationToken token); }
        [LambdaClient(JsonContext = typeof(AppJson))]
        public interface ISecond { [LambdaFunction("f")] Task CallAsync(Order order, int number, CancellationToken token); }
        [LambdaClient(JsonContext = null)]
        public interface IThird { [LambdaFunction("f")] Task CallAsync(Order order, decimal? number, CancellationToken token); }
        [LambdaClient(DataSource = "orders")]
        public interface IFourth { [LambdaFunction("f")] Task CallAsync({|PGL0209:Order|} order, int number, CancellationToken token); }
        """);

    [Fact]
    public Task An_inherited_method_is_reported_at_the_interface_whose_context_it_is() => RunAsync("", """
        public interface IBase { [LambdaFunction("f")] Task CallAsync(Order order, long number, CancellationToken token); }
        [LambdaClient(JsonContext = typeof(AppJson))]
        public interface {|PGL0209:IDerived|} : IBase { [LambdaFunction("g")] Task OwnAsync(Order order, CancellationToken token); }
        """);

    [Theory]
    [InlineData("{|PGL0124:typeof(Order)|}")]
    [InlineData("{|PGL0124:typeof(JsonSerializerContext)|}")]
    [InlineData("{|PGL0124:typeof(int[])|}")]
    [InlineData("{|PGL0018:typeof(Contexts.Hidden)|}")]
    [InlineData("{|PGL0124:typeof(Contexts.Abstract)|}")]
    [InlineData("{|PGL0124:typeof(Contexts.Generic<>)|}")]
    [InlineData("{|PGL0124:typeof(Contexts.Generic<int>)|}")]
    [InlineData("{|PGL0018:typeof(Missing)|}")]
    public async Task Unusable(string context)
    {
        const string contexts = """
            public class Contexts
            {
                private partial class Hidden : JsonSerializerContext { }
                public abstract partial class Abstract : JsonSerializerContext { }
                public partial class Generic<T> : JsonSerializerContext { }
            }

            """;
        await RunAsync("", contexts + $"[LambdaClient(JsonContext = {context})] public interface IFunctions {{ [LambdaFunction(\"f\")] Task CallAsync(long number, CancellationToken token); }}");
        await RunAsync($"[assembly: LambdaClient(JsonContext = {context})]", contexts + "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(long number, CancellationToken token); }");
    }

    [Fact]
    public Task Unusable_though_the_interface_sees_it() => RunAsync("", """
        public class Contexts
        {
            private partial class Hidden : JsonSerializerContext { }

            [LambdaClient(JsonContext = {|PGL0124:typeof(Hidden)|})]
            public interface IFunctions { [LambdaFunction("f")] Task CallAsync(CancellationToken token); }
        }
        """);

    [Theory]
    [InlineData("", "global::PgLambda.CompilerServices.LambdaJson.WebDefaults(global::Json.AppJson.Default)")]
    [InlineData("[System.Text.Json.Serialization.JsonSourceGenerationOptions(WriteIndented = true)]", "global::Json.AppJson.Default.Options")]
    public void The_client_names_it(string options, string expected)
    {
        var text = GeneratorRun.Of(JsonGenerator.Complete(TestCompilation.Create(TestCompilation.Usings + $$"""
            namespace Json
            {
                {{options}}
                [System.Text.Json.Serialization.JsonSerializable(typeof(int))]
                internal sealed partial class AppJson : System.Text.Json.Serialization.JsonSerializerContext { }
            }

            [LambdaClient(JsonContext = typeof(Json.AppJson))]
            public interface IFunctions { [LambdaFunction("f")] Task CallAsync(int number); }
            """))).Text;
        Assert.Contains($"LambdaInvoker(dataSource, options, ExecuteAsync, {expected});", text);
        Assert.Contains($"LambdaInvoker(connection, transaction, options, ExecuteAsync, {expected});", text);
    }

    // The serializer's generator runs beside ours, as in a build.
    [Fact]
    public async Task Beside_the_serializers_generator()
    {
        var compilation = TestCompilation.Create(Types + "[LambdaClient(JsonContext = typeof(AppJson))] public interface IFunctions { [LambdaFunction(\"f\")] Task<Quote> CallAsync(Order order, CancellationToken token); }");
        var (_, output) = AnalyzerRun.Generate(compilation, JsonGenerator.Create());
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1591"));
        Assert.Empty(await AnalyzerRun.AnalyzeAsync(output));
    }

    private static Task VerifyAsync(string member) =>
        RunAsync("", $"[LambdaClient(JsonContext = typeof(AppJson))] public interface IFunctions {{ [LambdaFunction(\"f\")] {member} }}");

    private static Task RunAsync(string assembly, string source) => AnalyzerRun.VerifyAsync(Types.Replace("\npublic record Order(", $"\n{assembly}\npublic record Order(", StringComparison.Ordinal) + source);
}
