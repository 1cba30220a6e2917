using System.Xml.Linq;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests;

/// <summary>The compilation of an example in a rule's page: its C# block, in a project that its XML block describes.</summary>
internal static class RuleExample
{
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing PgLambda;\n\n";

    // The package itself is not needed: its attribute is all that the rules look at.
    private static readonly Lazy<MetadataReference> Annotations = new(() => CSharpCompilation.Create(
        "Amazon.Lambda.Annotations",
        [CSharpSyntaxTree.ParseText("""
            namespace Amazon.Lambda.Annotations
            {
                [System.AttributeUsage(System.AttributeTargets.Method)]
                public class LambdaFunctionAttribute : System.Attribute
                {
                }
            }
            """)],
        Net100.References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference());

    /// <summary>The generators beside ours: one that makes what a second block says, if there is one.</summary>
    public static IIncrementalGenerator[] OtherGenerators(RulePage page, string section) => page.Block(section, "cs") is { } code ? [new OtherGenerator(Usings + code)] : [];

    public static CSharpCompilation Compile(RulePage page, string section)
    {
        var code = page.Block(section, "csharp");
        Assert.NotNull(code);
        var project = page.Block(section, "xml") is { } xml ? XElement.Parse($"<Project>{xml}</Project>") : null;

        var version = LanguageVersion.Latest;
        if (project?.Descendants("LangVersion").SingleOrDefault() is { } element)
            Assert.True(LanguageVersionFacts.TryParse(element.Value, out version));
        var compilation = TestCompilation.Create(
            TestCompilation.ParseOptions(version),
            code.StartsWith("using ", StringComparison.Ordinal) ? code : Usings + code);
        if (code.Contains("JsonSerializerContext", StringComparison.Ordinal))
            compilation = JsonGenerator.Complete(compilation);
        return project?.Descendants("PackageReference").Any(package => package.Attribute("Include")?.Value == Annotations.Value.Display) == true
            ? compilation.AddReferences(Annotations.Value)
            : compilation;
    }
}
