namespace PgLambda.CodeFixes.Tests;

public class AddContractTests
{
    // The serializer's generator does not run here: what it would make is written out.
    private const string Made = """
        partial class AppJson
        {
            public AppJson() : base(null) { }
            public static AppJson Default => new();
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(System.Type type) => null;
        }
        """;

    private const string Types = """
        namespace Shop.Types
        {
            public record Order(string Sku);
            public record Quote(decimal Total);
        }
        """;

    private static string Functions(string members, string name = "IFunctions") => "using System.Collections.Generic;\nusing Shop.Types;\n" + Source.Usings + $$"""

        [LambdaClient(JsonContext = typeof(AppJson))]
        public interface {{name}}
        {
        {{members}}
        }
        """;

    private static string Context(string attributes, string usings = "using System.Text.Json.Serialization;\n") => usings + $"""

        // The application's types.
        {attributes}public partial class AppJson : JsonSerializerContext
        {"{"}
        {"}"}
        """;

    [Theory]
    [InlineData("Task CallAsync({|PGL0209:Order|} order, CancellationToken token);", "Order")]
    [InlineData("Task CallAsync([ClientContext] {|PGL0209:Order?|} order, CancellationToken token);", "Order")]
    [InlineData("{|PGL0209:Task<Order>|} CallAsync(CancellationToken token);", "Order")]
    [InlineData("{|PGL0209:ValueTask<Order?>|} CallAsync(CancellationToken token);", "Order")]
    [InlineData("{|PGL0209:Task<LambdaResult<Order[]>>|} CallAsync(CancellationToken token);", "Order[]")]
    public Task In_another_file(string member, string type) => FixTest<AddContractFix>.VerifyAsync(
        [Functions($"    [LambdaFunction(\"f\")] {member}"), Context("[JsonSerializable(typeof(int))]\n"), Made, Types],
        [Functions($"    [LambdaFunction(\"f\")] {Plain(member)}"), Context($"[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof({type}))]\n", "using System.Text.Json.Serialization;\nusing Shop.Types;\n"), Made, Types]);

    [Theory]
    [InlineData("long")]
    [InlineData("decimal?")]
    [InlineData("string")]
    public Task Of_the_language(string type) => FixTest<AddContractFix>.VerifyAsync(
        [Functions($"    [LambdaFunction(\"f\")] Task CallAsync({{|PGL0209:{type}|}} value, CancellationToken token);"), Context(""), Made, Types],
        [Functions($"    [LambdaFunction(\"f\")] Task CallAsync({type} value, CancellationToken token);"), Context($"[JsonSerializable(typeof({type}))]\n"), Made, Types]);

    [Fact]
    public Task Behind_the_others_and_before_what_is_none() => FixTest<AddContractFix>.VerifyAsync(
        [Functions("    [LambdaFunction(\"f\")] Task CallAsync({|PGL0209:long|} value, CancellationToken token);"), Context("[JsonSerializable(typeof(int))] // numbers\n[System.Obsolete(\"Old.\")]\n"), "#pragma warning disable CS0618\n" + Made, Types],
        [Functions("    [LambdaFunction(\"f\")] Task CallAsync(long value, CancellationToken token);"), Context("[JsonSerializable(typeof(int))] // numbers\n[JsonSerializable(typeof(long))]\n[System.Obsolete(\"Old.\")]\n"), "#pragma warning disable CS0618\n" + Made, Types]);

    [Fact]
    public Task In_the_part_that_has_the_others()
    {
        static string Second(string attributes) => $"{attributes}partial class AppJson\n{{\n}}\n";
        return FixTest<AddContractFix>.VerifyAsync(
            [Functions("    [LambdaFunction(\"f\")] Task CallAsync({|PGL0209:long|} value, CancellationToken token);"), Context(""), Second("[System.Text.Json.Serialization.JsonSerializable(typeof(int))]\n"), Made, Types],
            [
                Functions("    [LambdaFunction(\"f\")] Task CallAsync(long value, CancellationToken token);"), Context(""),
                Second("[System.Text.Json.Serialization.JsonSerializable(typeof(int))]\n[System.Text.Json.Serialization.JsonSerializable(typeof(long))]\n"), Made, Types,
            ]);
    }

    [Fact]
    public Task All_of_several_interfaces()
    {
        const string first = "    [LambdaFunction(\"f\")] Task CallAsync({|PGL0209:List<Order>|} orders, {|PGL0209:Order|} order, {|PGL0209:long|} number, CancellationToken token);";
        const string second = "    [LambdaFunction(\"g\")] {|PGL0209:Task<Quote>|} CallAsync({|PGL0209:Order|} order, {|PGL0209:long|} number, CancellationToken token);";
        return FixTest<AddContractFix>.VerifyAsync(
            [Functions(first), Functions(second, "IOther"), Context("[JsonSerializable(typeof(int))]\n"), Made, Types],
            [
                Functions(Plain(first)), Functions(Plain(second), "IOther"),
                Context(
                    "[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof(List<Order>))]\n[JsonSerializable(typeof(long))]\n[JsonSerializable(typeof(Quote))]\n",
                    "using System.Collections.Generic;\nusing System.Text.Json.Serialization;\nusing Shop.Types;\n"),
                Made, Types,
            ]);
    }

    private static string Plain(string member) => System.Text.RegularExpressions.Regex.Replace(member, @"\{\|PGL0209:(.*?)\|\}", "$1");
}
