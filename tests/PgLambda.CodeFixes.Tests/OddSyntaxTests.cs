using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PgLambda.CodeFixes.Tests;

/// <summary>An editor asks for fixes while code is being typed: whatever it is, no provider may throw.</summary>
public class OddSyntaxTests
{
    // Something for every provider to fix.
    private const string Everything = """"
        using System.Threading.Tasks;
        using PgLambda;
        class Outer
        {
            private interface INested { [LambdaFunction("a")] int A(params int[] b); }
        }
        [LambdaFunction("f:prod", Qualifier = "test", Region = "eu-vest-1", Log = LogType.Tail)]
        public interface IFunctions
        {
            /// <summary>S.</summary> <param name="a">A.</param>
            Task<int> A(int a);
            [LambdaFunction("arn:aws:lambda:us-west2:555555555551:function:f", Region = "us-west-1")] void B(
                int a, // a
                int b);
            [LambdaFunction(@"f:1", Qualifier = "1", Invocation = InvocationType.Event, Log = LogType.Tail)] Task<T> C<T>();
            [LambdaFunction("""f:1""")] System.Collections.Generic.IAsyncEnumerator<int> D();
            async void E() { await Task.Yield(); }
            [LambdaFunction("e")] async void F() { await Task.Yield(); }
        }
        public interface IOther { [LambdaFunction("a")] Task A(); Task B(); }
        """";

    private static readonly string[] Odd =
    [
        "[PgLambda.LambdaFunction] interface I { Task A(); void B }",
        "[PgLambda.LambdaFunction(] interface I { int A(; }",
        "[PgLambda.LambdaFunction(\"f:1\", Qualifier = , Region = \"\")] interface I { int A(int); void (int a); }",
        "[PgLambda.LambdaFunction(Region = \"us-west2\", Region = \"us-west2\")] interface I { System.Threading.Tasks.Task<> A(); }",
        "[PgLambda.LambdaFunction(\"f\", Region = \"us-west2\", Qualifier = null!)] interface { int A(__arglist); ref int B(params); }",
        "interface I { [PgLambda.LambdaFunction(\"f\", Log = (PgLambda.LogType)1)] int this[int a] { get; } int operator +(int a); [PgLambda.LambdaFunction(\"f\")] int A(params int[] a, int b); Task B() => ; }",
        "[PgLambda.LambdaFunction(\"f\")] interface I : I { (int, int) A(out int a) { yield return 1; } ~I(); }",
        "class C { private partial protected interface I { [PgLambda.LambdaFunction(\"f\")] void A(int a = ); } interface I { [PgLambda.LambdaFunction(\"f\")] void A(); } }",
        "[PgLambda.LambdaFunction(\"arn:aws:lambda:us-west2:555555555551:function:f)] interface I { System.Threading.Tasks.Task A(); }",
        "[PgLambda.LambdaFunction(\"\"\"\n  arn:aws:lambda:us-west2:555555555551:function:f\n  \"\"\", Region = \"eu\\u002dvest-1\")] interface I { System.Threading.Tasks.Task A(); }",
    ];

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, Odd.Length)];

    [Theory]
    [MemberData(nameof(Samples))]
    public Task Half_typed(int index) => FixEverythingAsync(Odd[index]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Cut_off(int part)
    {
        var step = Math.Max(4, 204 / Thoroughness.Times);
        for (var length = 60 + part * step / 4; length <= Everything.Length; length += step)
            await FixEverythingAsync(Everything[..length]);
    }

    [Fact]
    public async Task Everywhere() => Assert.True(await FixEverythingAsync(Everything) > 20);

    private static async Task<int> FixEverythingAsync(string source)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Acme", LanguageNames.CSharp)
            .WithMetadataReferences(LocalReferences.All)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .AddDocument("Test0.cs", SourceText.From(source));

        var actions = new List<CodeAction>();
        foreach (var diagnostic in await AnalyzeAsync(document))
        {
            foreach (var fix in ProviderTests.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
            }
        }
        for (var position = 0; position <= source.Length; position += 3)
        {
            await new MoveQualifierRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(document, new TextSpan(position, 0), actions.Add, cancellationToken));
        }
        var distinct = actions.GroupBy(action => (action.EquivalenceKey, action.Title)).Select(group => group.First()).ToList();
        foreach (var action in distinct)
            Assert.NotEmpty(await action.GetOperationsAsync(cancellationToken));
        return actions.Count;
    }

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(Document document)
    {
        var compilation = await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var diagnostics = await compilation!.WithAnalyzers([new LambdaInterfaceAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return diagnostics.Where(diagnostic => diagnostic.Location.IsInSource);
    }
}
