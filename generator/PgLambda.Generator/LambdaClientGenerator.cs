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
        // One look at each interface, and not at each of its methods. What an alias stands for is found by the compiler, at more cost, and hardly ever there.
        IncrementalValuesProvider<string>[] interfaces =
        [
            context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is InterfaceDeclarationSyntax declaration && AttributeNames.IsMarked(declaration),
                static (target, _) => MetadataNames.Of((InterfaceDeclarationSyntax)target.Node)),
            context.SyntaxProvider.ForAttributeWithMetadataName(
                KnownAttributes.LambdaFunction,
                static (node, _) => node is InterfaceDeclarationSyntax or MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax } && AttributeNames.HasOthers(((MemberDeclarationSyntax)node).AttributeLists),
                static (target, _) => MetadataNames.Of(target.TargetNode as InterfaceDeclarationSyntax ?? (InterfaceDeclarationSyntax)target.TargetNode.Parent!)),
            context.SyntaxProvider.ForAttributeWithMetadataName(
                KnownAttributes.LambdaClient,
                static (node, _) => node is InterfaceDeclarationSyntax declaration && AttributeNames.HasOthers(declaration.AttributeLists),
                static (target, _) => MetadataNames.Of((InterfaceDeclarationSyntax)target.TargetNode)),
        ];

        // What is typed into the body of a method ends here.
        var declarations = interfaces
            .Select(some => some.Collect())
            .Aggregate((left, right) => left.Combine(right).Select(static (both, _) => both.Left.AddRange(both.Right)))
            .Combine(context.CompilationProvider)
            .Select(static (source, _) => new Declarations(source.Right, source.Left.Distinct().OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray()));
        var clients = declarations.SelectMany(static (source, cancellationToken) => Parse(source, cancellationToken)).WithTrackingName(ClientsStep);

        // Roslyn compares the names of generated files without regard to case; C# does not.
        var ambiguousNames = clients.Select(static (client, _) => client.HintName).Collect()
            .Select(static (names, _) => FindAmbiguous(names))
            .WithTrackingName(AmbiguousNamesStep);

        context.RegisterSourceOutput(clients.Combine(ambiguousNames), static (output, source) => Write(output, source.Left, source.Right));

        // Reduced to what it needs, so that a changed method changes its client alone.
        var registrations = clients.Select(static (client, _) => ClientEmitter.Register(client)).Collect()
            .Select(static (all, _) => all.OrderBy(client => client.InterfaceType, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(RegistrationStep);
        var registrationName = declarations
            .Select(static (source, _) => AssemblyParser.Parse(source.Compilation, report: null))
            .WithTrackingName(RegistrationNameStep);

        context.RegisterSourceOutput(registrations.Combine(registrationName), static (output, source) =>
        {
            var (all, name) = source;
            if (name is not null && all.Count > 0)
                output.AddSource(RegistrationEmitter.HintName, SourceText.From(RegistrationEmitter.Emit(name, all), Encoding.UTF8));
        });
    }

    private static IEnumerable<ClientModel> Parse(Declarations declarations, CancellationToken cancellationToken)
    {
        var compilation = declarations.Compilation;
        foreach (var name in declarations.Interfaces)
        {
            if (MetadataNames.FindInterface(compilation.Assembly, name) is { } type && LambdaInterface.IsLambdaInterface(type)
                && InterfaceParser.Parse(type, compilation, SourceView.Everything, report: null, cancellationToken) is { } client)
            {
                yield return client;
            }
        }
    }

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
