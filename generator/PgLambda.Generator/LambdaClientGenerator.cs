using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PgLambda.Generator.Emit.Clients;
using PgLambda.Generator.Emit.Registration;
using PgLambda.Generator.Model;
using PgLambda.Generator.Parsing;
using PgLambda.Generator.Symbols;

namespace PgLambda;

/// <summary>
/// Generates a client class for every interface with <c>[LambdaFunction]</c>. It reports nothing and emits nothing for an interface that has an
/// error: the analyzer calls the same parser and says why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LambdaClientGenerator : IIncrementalGenerator
{
    /// <summary>The tracking name of the step that yields one model per interface.</summary>
    public const string ClientsStep = "Clients";

    /// <summary>The tracking name of the step that yields the file names that differ in case only.</summary>
    public const string AmbiguousNamesStep = "AmbiguousNames";

    /// <summary>The tracking name of the step that yields what is registered of all clients.</summary>
    public const string RegistrationStep = "Registration";

    /// <summary>The tracking name of the step that yields the registration's name; null where there can be none.</summary>
    public const string RegistrationNameStep = "RegistrationName";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var clients = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownAttributes.LambdaFunction,
                static (node, _) => node is InterfaceDeclarationSyntax or MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax },
                static (target, cancellationToken) => Transform(target, cancellationToken))
            .Where(static client => client is not null)
            .WithTrackingName(ClientsStep);
        var heirs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownAttributes.LambdaClient,
                static (node, _) => node is InterfaceDeclarationSyntax,
                static (target, cancellationToken) => TransformHeir(target, cancellationToken))
            .Where(static client => client is not null)
            .WithTrackingName(ClientsStep);

        // Roslyn compares the names of generated files without regard to case; C# does not.
        var ambiguousNames = Collect(clients, heirs, static client => client.HintName)
            .Select(static (names, _) => FindAmbiguous(names))
            .WithTrackingName(AmbiguousNamesStep);

        context.RegisterSourceOutput(clients.Combine(ambiguousNames), static (output, source) => Write(output, source.Left!, source.Right));
        context.RegisterSourceOutput(heirs.Combine(ambiguousNames), static (output, source) => Write(output, source.Left!, source.Right));

        // Reduced to what it needs, so that a changed method changes its client alone.
        var registrations = Collect(clients, heirs, static client => ClientEmitter.Register(client))
            .Select(static (all, _) => all.OrderBy(client => client.InterfaceType, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(RegistrationStep);
        var registrationName = context.CompilationProvider
            .Select(static (compilation, _) => AssemblyParser.Parse(compilation, report: null))
            .WithTrackingName(RegistrationNameStep);

        context.RegisterSourceOutput(registrations.Combine(registrationName), static (output, source) =>
        {
            var (all, name) = source;
            if (name is not null && all.Count > 0)
                output.AddSource(RegistrationEmitter.HintName, SourceText.From(RegistrationEmitter.Emit(name, all), Encoding.UTF8));
        });
    }

    // Each annotated method of an interface arrives here; the interface is parsed once, at the first.
    private static ClientModel? Transform(GeneratorAttributeSyntaxContext target, CancellationToken cancellationToken)
    {
        var lambdaInterface = target.TargetSymbol as INamedTypeSymbol ?? target.TargetSymbol.ContainingType;
        return lambdaInterface is not null && LambdaInterface.IsParsedAt(lambdaInterface, target.TargetSymbol, target.TargetNode)
            ? InterfaceParser.Parse(lambdaInterface, target.SemanticModel.Compilation, SourceView.Everything, report: null, cancellationToken)
            : null;
    }

    private static ClientModel? TransformHeir(GeneratorAttributeSyntaxContext target, CancellationToken cancellationToken) =>
        target.TargetSymbol is INamedTypeSymbol heir && LambdaInterface.IsParsedAsHeirAt(heir, target.TargetNode)
            ? InterfaceParser.Parse(heir, target.SemanticModel.Compilation, SourceView.Everything, report: null, cancellationToken)
            : null;

    private static IncrementalValueProvider<ImmutableArray<T>> Collect<T>(IncrementalValuesProvider<ClientModel?> clients, IncrementalValuesProvider<ClientModel?> heirs, Func<ClientModel, T> select) =>
        clients.Select((client, _) => select(client!)).Collect()
            .Combine(heirs.Select((client, _) => select(client!)).Collect())
            .Select(static (both, _) => both.Left.AddRange(both.Right));

    private static void Write(SourceProductionContext output, ClientModel client, EquatableArray<string> ambiguous)
    {
        var hint = client.HintName;
        if (ambiguous.Contains(hint))
            hint = HintNames.Disambiguate(hint);
        output.AddSource(hint, SourceText.From(ClientEmitter.Emit(client), Encoding.UTF8));
    }

    private static EquatableArray<string> FindAmbiguous(ImmutableArray<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .SelectMany(group => group)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();
}
