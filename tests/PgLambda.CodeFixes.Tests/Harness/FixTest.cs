using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace PgLambda.CodeFixes.Tests;

/// <summary>
/// A fix before and after. The testing library applies it diagnostic by diagnostic and by fix-all in the document, the project and the solution; the
/// result must compile, and no fixable diagnostic may be left but those that the markup of the result says.
/// </summary>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<LambdaInterfaceAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    public FixTest()
    {
        ReferenceAssemblies = LocalReferences.None;
        TestState.AdditionalReferences.AddRange(LocalReferences.All);
        // No generator runs here, so that there is never a client.
        DisabledDiagnostics.Add("PGL0120");
        SolutionTransforms.Add((solution, project) => solution.WithProjectCompilationOptions(
            project,
            ((CSharpCompilationOptions)solution.GetProject(project)!.CompilationOptions!).WithNullableContextOptions(NullableContextOptions.Enable)));
    }

    public static Task VerifyAsync(string before, string after, string? key = null) => VerifyAsync([before], [after], key);

    /// <summary>Several documents of one project.</summary>
    public static async Task VerifyAsync(string[] before, string[] after, string? key = null)
    {
        var test = new FixTest<TFix> { CodeActionEquivalenceKey = key };
        test.TestState.Sources.AddRange(before.Select((source, i) => ($"/0/Test{i}.cs", SourceText.From(source))));
        test.FixedState.Sources.AddRange(after.Select((source, i) => ($"/0/Test{i}.cs", SourceText.From(source))));
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The diagnostic is there, and the provider has nothing to offer.</summary>
    public static Task VerifyNoneAsync(string source, string? key = null) => VerifyAsync([source], [source], key);
}

/// <summary>The references of a user's project, from this process's files: a test downloads nothing.</summary>
internal static class LocalReferences
{
    public static ReferenceAssemblies None { get; } = new("net10.0");

    public static MetadataReference[] All { get; } = [.. Net100.References.All, RuntimeReference.PgLambda];
}
