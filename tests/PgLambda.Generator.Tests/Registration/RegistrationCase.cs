using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Emit.Registration;

namespace PgLambda.Generator.Tests.Registration;

/// <summary>Assemblies that also reference a container, as whoever references Npgsql does.</summary>
internal sealed class RegistrationCase(GeneratorRun run)
{
    internal static readonly MetadataReference Container =
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location);

    public GeneratorRun Run => run;

    /// <summary>The registration's text; null where there is none.</summary>
    public string? Text => run.Sources.SingleOrDefault(source => source.HintName == RegistrationEmitter.HintName).SourceText?.ToString();

    /// <summary>The one generated method that registers.</summary>
    public IMethodSymbol Method => Assert.Single(
        run.Output.GetSymbolsWithName(name => name.EndsWith("LambdaClients", StringComparison.Ordinal), SymbolFilter.Member).OfType<IMethodSymbol>());

    public static RegistrationCase Of(params string[] sources) => Of(Create(sources));

    public static RegistrationCase Of(CSharpCompilation compilation) => new(GeneratorRun.Of(compilation));

    public static CSharpCompilation Create(params string[] sources) =>
        TestCompilation.Create([.. sources.Select(source => TestCompilation.Usings + source)]).AddReferences(Container);

    /// <summary>Compares the registration alone: the clients have snapshots of their own.</summary>
    public void VerifySnapshot([CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Snapshot.Verify([.. run.Sources.Where(source => source.HintName == RegistrationEmitter.HintName)], file, method);
}
