using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests.Size;

/// <summary>What a generated method adds to a user's assembly, beside its SQL. Bytes, which are the same on every machine.</summary>
public class GeneratedSizeTests
{
    private const int Budget = 460;

    [Theory]
    [InlineData("Order order")]
    [InlineData("string sku, int quantity, decimal price")]
    public void A_method_stays_within_its_budget(string parameters)
    {
        var perMethod = (Generated(parameters, 100) - Generated(parameters, 50) - Written(parameters, 100) + Written(parameters, 50)) / 250;
        var sql = new InvokeSql(LambdaTarget.Parse(Function(150, 3), null, "prod"), InvocationType.RequestResponse, LogType.None, HasContext: false).Compose().Length * sizeof(char);
        Assert.InRange(perMethod - sql, 1, Budget);
    }

    private static long Generated(string parameters, int interfaces)
    {
        var compilation = Create(parameters, interfaces);
        GeneratorRun.CreateDriver((CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        return Emit(output);
    }

    private static long Written(string parameters, int interfaces) => Emit(Create(parameters, interfaces));

    private static long Emit(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release)).Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return assembly.Length;
    }

    // Five methods each, as the budget has it.
    private static CSharpCompilation Create(string parameters, int interfaces) => TestCompilation.Create(TestCompilation.Usings + string.Concat(Enumerable.Range(0, interfaces).Select(i =>
        $$"""

        public interface IOrders{{i}}
        {
        {{string.Concat(Enumerable.Range(0, 5).Select(j => $"    [LambdaFunction(\"{Function(i, j)}\", Qualifier = \"prod\")] Task<Quote> Price{j}Async({parameters}, CancellationToken cancellationToken = default);\n"))}}
        }
        """)) + "\npublic sealed record Quote(decimal Total);\npublic sealed record Order(string Sku);");

    private static string Function(int i, int j) => $"arn:aws:lambda:us-west-2:555555555551:function:price-order-{i}-{j}";
}
