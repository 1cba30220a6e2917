namespace PgLambda.Generator.Tests;

/// <summary>The sources of the rule tests: one interface around one member.</summary>
internal static class RuleSource
{
    public const string Types = """
        public record Order(string Sku);
        public record Price(decimal Total);
        public class Upload : System.IO.MemoryStream { public record Header(string Name); }
        public struct Amount { public int Value { get; set; } }
        public ref struct Window { }
        public delegate void Callback();

        """;

    public static Task VerifyMember(string member, string declarations = "") => AnalyzerRun.VerifyAsync(TestCompilation.Usings + Types + declarations + $$"""

        [LambdaFunction("price-order:prod")]
        public unsafe interface IFunctions
        {
            {{member}}
        }
        """);

    public static Task Verify(string source) => AnalyzerRun.VerifyAsync(TestCompilation.Usings + Types + source);

    public static Task Verify(params string[] sources) => AnalyzerRun.VerifyAsync([.. sources.Select(source => TestCompilation.Usings + source)]);
}
