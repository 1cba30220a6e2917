using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
        // One look at each interface, and not at each of its methods. What an alias stands for is found by the compiler, at more cost, and hardly ever there.
        IncrementalValuesProvider<ClientModel?>[] clients =
        [
            Named(context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is InterfaceDeclarationSyntax declaration && AttributeNames.IsMarked(declaration),
                static (target, cancellationToken) => Transform((InterfaceDeclarationSyntax)target.Node, target.SemanticModel, cancellationToken))),
            Named(context.SyntaxProvider.ForAttributeWithMetadataName(
                KnownAttributes.LambdaFunction,
                static (node, _) => IsAliased(node),
                static (target, cancellationToken) => TransformAliased(target, cancellationToken))),
            Named(context.SyntaxProvider.ForAttributeWithMetadataName(
                KnownAttributes.LambdaClient,
                static (node, _) => node is InterfaceDeclarationSyntax && IsAliased(node),
                static (target, cancellationToken) => TransformAliased(target, cancellationToken))),
        ];

        // Roslyn compares the names of generated files without regard to case; C# does not.
        var ambiguousNames = Collect(clients, static client => client.HintName)
            .Select(static (names, _) => FindAmbiguous(names))
            .WithTrackingName(AmbiguousNamesStep);

        foreach (var some in clients)
            context.RegisterSourceOutput(some.Combine(ambiguousNames), static (output, source) => Write(output, source.Left!, source.Right));

        // Reduced to what it needs, so that a changed method changes its client alone.
        var registrations = Collect(clients, static client => ClientEmitter.Register(client))
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

    private static IncrementalValuesProvider<ClientModel?> Named(IncrementalValuesProvider<ClientModel?> clients) => clients.Where(static client => client is not null).WithTrackingName(ClientsStep);

    private static IncrementalValueProvider<ImmutableArray<T>> Collect<T>(IncrementalValuesProvider<ClientModel?>[] clients, Func<ClientModel, T> select) => clients
        .Select(some => some.Select((client, _) => select(client!)).Collect())
        .Aggregate((left, right) => left.Combine(right).Select(static (both, _) => both.Left.AddRange(both.Right)));

    private static bool IsAliased(SyntaxNode node) => node switch
    {
        InterfaceDeclarationSyntax declaration => AttributeNames.HasOthers(declaration.AttributeLists),
        MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax } method => AttributeNames.HasOthers(method.AttributeLists),
        _ => false,
    };

    // Each part of an interface arrives here; it is parsed at the one that holds its mark.
    private static ClientModel? Transform(InterfaceDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetDeclaredSymbol(declaration, cancellationToken) is { } type
        && LambdaInterface.FindMark(type, cancellationToken) is { } mark
        && mark.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(mark.Span) && AttributeNames.IsOurs(mark)
            ? Parse(type, model.Compilation, cancellationToken)
            : null;

    private static ClientModel? TransformAliased(GeneratorAttributeSyntaxContext target, CancellationToken cancellationToken) =>
        (target.TargetSymbol as INamedTypeSymbol ?? target.TargetSymbol.ContainingType) is { } type
        && LambdaInterface.FindMark(type, cancellationToken) is { } mark
        && !AttributeNames.IsOurs(mark) && target.Attributes.Any(attribute => attribute.ApplicationSyntaxReference is { } written && written.SyntaxTree == mark.SyntaxTree && written.Span == mark.Span)
        && mark.Parent?.Parent == target.TargetNode
            ? Parse(type, target.SemanticModel.Compilation, cancellationToken)
            : null;

    private static ClientModel? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        InterfaceParser.Parse(type, compilation, SourceView.Everything, report: null, cancellationToken);

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
