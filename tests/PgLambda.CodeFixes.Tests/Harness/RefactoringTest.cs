using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace PgLambda.CodeFixes.Tests;

/// <summary>A refactoring before and after; <c>[|…|]</c> or <c>$$</c> is the selection.</summary>
internal static class RefactoringTest
{
    public static async Task VerifyAsync<TRefactoring>(string before, string? after, string? key = null)
        where TRefactoring : CodeRefactoringProvider, new()
    {
        TestFileMarkupParser.GetPositionAndSpans(before, out var source, out int? position, out ImmutableArray<TextSpan> spans);
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Acme", LanguageNames.CSharp)
            .WithMetadataReferences(LocalReferences.All)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var document = project.AddDocument("Test0.cs", SourceText.From(source));

        var actions = new List<CodeAction>();
        var span = position is { } at ? new TextSpan(at, 0) : Assert.Single(spans);
        await new TRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, actions.Add, TestContext.Current.CancellationToken));
        if (after is null)
        {
            Assert.Empty(actions);
            return;
        }
        var action = Assert.Single(actions);
        Assert.Equal(key, action.EquivalenceKey);
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(TestContext.Current.CancellationToken)));
        var changed = operation.ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(after, (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        var compilation = await changed.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        Assert.Empty(compilation!.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }
}
