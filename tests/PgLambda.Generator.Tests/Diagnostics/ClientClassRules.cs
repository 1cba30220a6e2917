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

    // One rule that says what to do, and no error in a file that nobody wrote; also in the build after that, when the mark itself is among the files.
    [Theory]
    [InlineData("")]
    [InlineData("public partial class FunctionsClient { public int Own => 1; }")]
    public async Task Emitted_files_that_are_compiled_again(string part)
    {
        var sources = new List<string> { Interface, part };
        for (var build = 0; build < 4; build++)
        {
            var compilation = TestCompilation.Create([.. sources]).AddReferences(Registration.RegistrationCase.Container);
            var (result, output) = AnalyzerRun.Generate(compilation);
            Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
            var errors = (await AnalyzerRun.AnalyzeAsync(output)).Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(d => d.Id);
            Assert.Equal(build == 0 ? [] : ["PGL0129"], errors);
            // The build has written over what it wrote before.
            sources = [Interface, part, .. result.GeneratedSources.Select(s => s.SourceText.ToString())];
            if (!result.GeneratedSources.Any(s => s.HintName == "PgLambda.Registration.g.cs"))
                sources.Add(_registration);
            else
                _registration = result.GeneratedSources.Single(s => s.HintName == "PgLambda.Registration.g.cs").SourceText.ToString();
        }
    }

    private string _registration = "";

    [Fact]
    public async Task A_class_of_another_tool()
    {
        var compilation = TestCompilation.Create(Interface, "[System.CodeDom.Compiler.GeneratedCode(\"Other\", \"1.0\")] public class FunctionsClient { }");
        Assert.Equal(["PGL0116"], (await AnalyzerRun.RunAsync(compilation)).Select(d => d.Id));
    }
}
