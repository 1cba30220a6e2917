extern alias runtime;

using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests;

/// <summary>Compilations as a user's project would have them: .NET, PgLambda, Npgsql and Dapper, nullable on, documentation checked.</summary>
internal static class TestCompilation
{
    private static readonly MetadataReference[] Libraries =
    [
        MetadataReference.CreateFromFile(typeof(runtime::PgLambda.LambdaFunctionAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Npgsql.NpgsqlConnection).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Dapper.SqlMapper).Assembly.Location),
    ];

    public const string Usings = "using System.Threading;\nusing System.Threading.Tasks;\nusing PgLambda;\n";

    public static CSharpParseOptions ParseOptions(LanguageVersion version = LanguageVersion.Latest) => new(version, DocumentationMode.Diagnose);

    public static CSharpCompilation Create(params string[] sources) => Create(ParseOptions(), sources);

    public static CSharpCompilation Create(CSharpParseOptions options, params string[] sources) => CSharpCompilation.Create(
        "Acme",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, options, path: $"Source{i}.cs")),
        [.. Net100.References.All, .. Libraries],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            // File-scoped null checks do not exist before C# 8.
            nullableContextOptions: options.LanguageVersion >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            allowUnsafe: true));
}
