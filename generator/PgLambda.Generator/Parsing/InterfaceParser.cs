using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Parsing;

/// <summary>Turns an interface into the model of its client, or says why there is none. The generator and the analyzer both call it.</summary>
internal static class InterfaceParser
{
    /// <summary>Whether an interface gets a client: it carries the attribute, or one of its own methods does.</summary>
    public static bool IsLambdaInterface(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && (KnownTypes.FindLambdaFunction(type) is not null || FirstAnnotatedMethod(type) is not null);

    /// <summary>Whether an attributed symbol is the one at which its interface is parsed: the interface itself, else its first annotated method.</summary>
    public static bool IsAnchor(INamedTypeSymbol lambdaInterface, ISymbol target, SyntaxNode node)
    {
        if (lambdaInterface.TypeKind != TypeKind.Interface)
            return false;
        var owner = KnownTypes.FindLambdaFunction(lambdaInterface) is not null ? lambdaInterface : (ISymbol?)FirstAnnotatedMethod(lambdaInterface);
        // Both parts of a partial method have the attributes of either; the interface's member is the part that defines it.
        target = (target as IMethodSymbol)?.PartialDefinitionPart ?? target;
        if (owner is null || !SymbolEqualityComparer.Default.Equals(owner, target))
            return false;
        // The same attribute twice does not compile, but must not yield two clients either.
        var syntax = KnownTypes.FindLambdaFunction(owner)?.ApplicationSyntaxReference;
        return syntax is null || syntax.SyntaxTree == node.SyntaxTree && node.Span.Contains(syntax.Span);
    }

    public static ClientModel? Parse(INamedTypeSymbol lambdaInterface, Compilation compilation, Report? report, CancellationToken cancellationToken)
    {
        var context = new ParseContext(lambdaInterface, compilation, report, cancellationToken);
        CheckLanguageVersion(context);
        CheckInterface(context);
        var name = ClientNames.Get(context, out var userPart);
        if (KnownTypes.FindLambdaFunction(lambdaInterface) is { } attribute)
            FunctionParser.Parse(context, lambdaInterface, attribute);
        var methods = MemberParser.Parse(context);
        if (context.HasErrors)
            return null;

        return new ClientModel(
            lambdaInterface.ContainingNamespace.IsGlobalNamespace ? "" : lambdaInterface.ContainingNamespace.ToDisplayString(CSharpText.NamespaceFormat),
            name,
            userPart.HasAccessibility ? "" : IsPublic(lambdaInterface) ? "public" : "internal",
            lambdaInterface.Name,
            lambdaInterface.ToDisplayString(CSharpText.TypeFormat),
            CSharpText.Cref(lambdaInterface),
            FindObsolete(lambdaInterface),
            CSharpText.TypeParameters(lambdaInterface),
            userPart.Members.ToEquatableArray(),
            methods);
    }

    private static IMethodSymbol? FirstAnnotatedMethod(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && KnownTypes.FindLambdaFunction(method) is not null)
                return method;
        }
        return null;
    }

    private static void CheckLanguageVersion(ParseContext context)
    {
        if (context.Compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp8 and var version })
        {
            context.Report(Rules.LanguageVersion, Anchor.At(context.Interface), context.Interface.Name, version.ToDisplayString());
        }
    }

    private static void CheckInterface(ParseContext context)
    {
        for (var type = context.Interface; type is not null; type = type.ContainingType)
        {
            var self = ReferenceEquals(type, context.Interface);
            if (!self && type.TypeParameters.Length > 0)
            {
                context.Report(Rules.NestedInGeneric, Anchor.At(context.Interface), context.Interface.Name, type.Name);
            }
            var hidden = type.IsFileLocal ? "file-local" : type.DeclaredAccessibility switch
            {
                Accessibility.Private => "private",
                Accessibility.Protected => "protected",
                Accessibility.ProtectedAndInternal => "private protected",
                _ => null,
            };
            if (hidden is not null)
            {
                context.Report(Rules.InaccessibleInterface, Anchor.At(context.Interface), context.Interface.Name, (self ? "" : "nested in a type that is ") + hidden, "make it internal or public");
            }
        }
        foreach (var parameter in context.Interface.TypeParameters)
            PayloadTypes.CheckConstraintTypes(context, parameter, context.Interface);
    }

    private static string? FindObsolete(INamedTypeSymbol type) =>
        CSharpText.Obsolete(type) ?? (type.ContainingType is null ? null : FindObsolete(type.ContainingType));

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));
}
