using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PgLambda.Generator.Analyzers;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda;

/// <summary>Reports <c>[LambdaFunction]</c> where no client comes of it: on a type that is not an interface, on such a type's method, a local function or a lambda.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MisplacedAttributeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.NotAnInterfaceMethod);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (!AttributeUse.IsInSource(start.Compilation, start.CancellationToken))
                return;
            // Binding every attribute of a compilation costs far more than looking at how it is written.
            var aliases = new Lazy<HashSet<string>>(() => FindAliases(start.Compilation));
            start.RegisterSyntaxNodeAction(node => Analyze(node, aliases), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, Lazy<HashSet<string>> aliases)
    {
        var attribute = (AttributeSyntax)context.Node;
        var written = AttributeNames.Rightmost(attribute.Name);
        if (!AttributeNames.IsFunction(written) && !aliases.Value.Contains(written) && !aliases.Value.Contains(written + "Attribute"))
            return;
        if (Describe(attribute.Parent?.Parent) is not var (name, what))
            return;
        if (context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type is { } attributeClass && KnownAttributes.IsLambdaFunction(attributeClass))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.NotAnInterfaceMethod, attribute.GetLocation(), name, what));
        }
    }

    // Names of the files, or of the whole compilation, that stand for the attribute.
    private static HashSet<string> FindAliases(Compilation compilation)
    {
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.GetRoot() is CompilationUnitSyntax root)
                Add(root.Usings, root.Members);
        }
        return aliases;

        void Add(SyntaxList<UsingDirectiveSyntax> usings, SyntaxList<MemberDeclarationSyntax> members)
        {
            foreach (var directive in usings)
            {
                if (directive.Alias is { } alias && directive.Name is { } name && AttributeNames.IsFunction(AttributeNames.Rightmost(name)))
                    aliases.Add(alias.Name.Identifier.ValueText);
            }
            foreach (var inner in members.OfType<BaseNamespaceDeclarationSyntax>())
                Add(inner.Usings, inner.Members);
        }
    }

    // What is inside an interface is the other analyzer's.
    private static (string Name, string What)? Describe(SyntaxNode? node) => node switch
    {
        InterfaceDeclarationSyntax => null,
        TypeDeclarationSyntax type => (type.Identifier.ValueText, Kind(type)),
        EnumDeclarationSyntax type => (type.Identifier.ValueText, "an enum"),
        DelegateDeclarationSyntax type => (type.Identifier.ValueText, "a delegate"),
        LocalFunctionStatementSyntax local => (local.Identifier.ValueText, "a local function"),
        LambdaExpressionSyntax => ("=>", "a lambda expression"),
        _ when node?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } container || container is InterfaceDeclarationSyntax => null,
        MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } method => (method.Identifier.ValueText, "a method of " + Kind(type)),
        AccessorDeclarationSyntax accessor => (accessor.Keyword.ValueText, "an accessor"),
        BaseMethodDeclarationSyntax method => (method.DescendantTokens().FirstOrDefault(token => token.IsKind(SyntaxKind.IdentifierToken)).ValueText, "not an ordinary method"),
        _ => null,
    };

    private static string Kind(TypeDeclarationSyntax type) => type switch
    {
        StructDeclarationSyntax => "a struct",
        RecordDeclarationSyntax => "a record",
        ClassDeclarationSyntax => "a class",
        _ => "an extension block",
    };
}
