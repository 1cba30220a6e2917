using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests;

/// <summary>PGL0116: a class is ours by what it says of itself, wherever its file lies.</summary>
public class ClientClassRules
{
    private const string Interface = TestCompilation.Usings + "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(CancellationToken token); }";

    [Theory]
    [InlineData("src/PgLambda.LambdaClientGenerator/FunctionsClient.cs")]
    [InlineData("PgLambda.Generator/PgLambda.LambdaClientGenerator/FunctionsClient.g.cs")]
    [InlineData("/src/obj/generated/PgLambda.Generator/PgLambda.LambdaClientGenerator/FunctionsClient.g.cs")]
    public async Task A_file_in_a_folder_of_the_generators_name(string path)
    {
        foreach (var (declaration, ids) in new[] { ("public class FunctionsClient { }", new[] { "PGL0116" }), ("public partial class FunctionsClient { }", []) })
        {
            var tree = CSharpSyntaxTree.ParseText(declaration, TestCompilation.ParseOptions(), path, cancellationToken: TestContext.Current.CancellationToken);
            var compilation = TestCompilation.Create(Interface).AddSyntaxTrees(tree);
            Assert.Equal(ids, (await AnalyzerRun.RunAsync(compilation)).Select(d => d.Id).Where(id => id != "PGL0206"));
        }
    }

    [Fact]
    public async Task A_class_of_another_tool()
    {
        var compilation = TestCompilation.Create(Interface, "[System.CodeDom.Compiler.GeneratedCode(\"Other\", \"1.0\")] public class FunctionsClient { }");
        Assert.Equal(["PGL0116"], (await AnalyzerRun.RunAsync(compilation)).Select(d => d.Id));
    }
}
