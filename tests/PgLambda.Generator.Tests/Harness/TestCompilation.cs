using System.Collections.Concurrent;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests;

/// <summary>Compilations as a user's project would have them: .NET, PgLambda, Npgsql and Dapper, nullable on, documentation checked.</summary>
internal static class TestCompilation
{
    public static readonly MetadataReference
        PgLambda = RuntimeReference.PgLambda,
        Npgsql = MetadataReference.CreateFromFile(typeof(Npgsql.NpgsqlConnection).Assembly.Location),
        Dapper = MetadataReference.CreateFromFile(typeof(Dapper.SqlMapper).Assembly.Location);

    public const string Usings = "using System.Threading;\nusing System.Threading.Tasks;\nusing PgLambda;\n";

    private static readonly ConcurrentDictionary<bool, CSharpCompilation> Empty = new();

    public static CSharpParseOptions ParseOptions(LanguageVersion version = LanguageVersion.Latest) => new(version, DocumentationMode.Diagnose);

    public static CSharpCompilation Create(params string[] sources) => Create(ParseOptions(), sources);

    public static CSharpCompilation Create(CSharpParseOptions options, params string[] sources) =>
        // Nullable annotations do not exist before C# 8. Compilations made from one share its bound references, which take longer than all the rest.
        Empty.GetOrAdd(options.LanguageVersion >= LanguageVersion.CSharp8, CreateEmpty)
            .AddSyntaxTrees([.. sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, options, path: $"Source{i}.cs"))]);

    private static CSharpCompilation CreateEmpty(bool nullable)
    {
        var compilation = CSharpCompilation.Create(
            "Acme",
            references: [.. Net100.References.All, PgLambda, Npgsql, Dapper],
            options: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
                allowUnsafe: true,
                // As the SDK has it: libraries are built against older versions of what they reference.
                specificDiagnosticOptions: [KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress)]));
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }
}
