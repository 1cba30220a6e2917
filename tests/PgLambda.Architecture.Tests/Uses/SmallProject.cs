using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Architecture.Tests;

/// <summary>A project in memory.</summary>
internal static class SmallProject
{
    public static IReadOnlyList<TypeUse> Uses(params (string File, string Code)[] files)
    {
        var compilation = CSharpCompilation.Create(
            "Small",
            files.Select(file => CSharpSyntaxTree.ParseText(file.Code, path: file.File)),
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. TypeUses.Of(Compilations.Complete(compilation), tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) ? null : tree.FilePath)];
    }

    /// <summary>The dependencies of files as <c>A.cs → B.cs</c>.</summary>
    public static IEnumerable<string> Edges(params (string File, string Code)[] files) =>
        Uses(files).SelectMany(use => use.Targets.Select(target => $"{use.File} → {target}")).Distinct().Order(StringComparer.Ordinal);
}
