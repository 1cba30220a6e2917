using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests;

/// <summary>System.Text.Json's own generator, as the SDK has it.</summary>
internal static class JsonGenerator
{
    private static readonly Type Generator = Assembly.LoadFrom(typeof(JsonGenerator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "JsonGenerator").Value!)
        .GetType("System.Text.Json.SourceGeneration.JsonSourceGenerator", throwOnError: true)!;

    public static IIncrementalGenerator Create() => (IIncrementalGenerator)Activator.CreateInstance(Generator)!;

    /// <summary>The compilation with its contexts completed.</summary>
    public static CSharpCompilation Complete(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create([Create().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        return (CSharpCompilation)output;
    }
}
