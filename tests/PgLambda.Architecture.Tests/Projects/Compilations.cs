using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PgLambda.Architecture.Tests;

/// <summary>Compilations from the compiler's command line: the build's own sources, options, references and source generators.</summary>
internal static class Compilations
{
    public static CSharpCompilation Create(IEnumerable<string> commandLine, string directory)
    {
        var arguments = CSharpCommandLineParser.Default.Parse(commandLine, directory, sdkDirectory: null);
        RefuseErrors(arguments.Errors);
        var compilation = CSharpCompilation.Create(
            arguments.CompilationName,
            arguments.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path)), arguments.ParseOptions, file.Path)),
            arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.Combine(directory, reference.Reference), reference.Properties)),
            arguments.CompilationOptions);
        return Complete(Generate(compilation, arguments, directory));
    }

    /// <summary>A compilation that hides nothing: what does not bind cannot be seen.</summary>
    public static CSharpCompilation Complete(CSharpCompilation compilation)
    {
        RefuseErrors(compilation.GetDiagnostics());
        return compilation;
    }

    private static void RefuseErrors(IEnumerable<Diagnostic> diagnostics) =>
        // What is an error by default: warnings are the build's, and this may be another compiler than it has.
        Assert.Equal("", string.Join('\n', diagnostics.Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)).Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));

    private static CSharpCompilation Generate(CSharpCompilation compilation, CSharpCommandLineArguments arguments, string directory)
    {
        var loader = new Loader();
        var generators = arguments.AnalyzerReferences
            .SelectMany(reference => new AnalyzerFileReference(Path.Combine(directory, reference.FilePath), loader).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: arguments.ParseOptions).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    // A context of its own: each framework has its own version of the same generators.
    private sealed class Loader : AssemblyLoadContext, IAnalyzerAssemblyLoader
    {
        private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);

        public void AddDependencyLocation(string fullPath) => _paths[Path.GetFileNameWithoutExtension(fullPath)] = fullPath;

        public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _paths.TryGetValue(assemblyName.Name!, out var path) ? LoadFromAssemblyPath(path) : null;
    }
}
