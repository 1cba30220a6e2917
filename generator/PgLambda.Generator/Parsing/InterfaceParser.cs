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
        if (lambdaInterface.TypeKind != TypeKind.Interface) return false;
        var owner = KnownTypes.FindLambdaFunction(lambdaInterface) is not null ? lambdaInterface : (ISymbol?)FirstAnnotatedMethod(lambdaInterface);
        if (owner is null || !SymbolEqualityComparer.Default.Equals(owner, target)) return false;
        // The same attribute twice does not compile, but must not yield two clients either.
        var syntax = KnownTypes.FindLambdaFunction(owner)?.ApplicationSyntaxReference;
        return syntax is null || syntax.SyntaxTree == node.SyntaxTree && node.Span.Contains(syntax.Span);
    }

    public static ClientModel? Parse(INamedTypeSymbol lambdaInterface, Compilation compilation, Report? report, CancellationToken cancellationToken)
    {
        var context = new ParseContext(lambdaInterface, compilation, report, cancellationToken);
        CheckLanguageVersion(context);
        CheckInterface(context);
        var name = ClientNames.Get(context);
        var methods = ParseMembers(context);
        if (context.HasErrors) return null;

        return new ClientModel(
            lambdaInterface.ContainingNamespace.IsGlobalNamespace ? "" : lambdaInterface.ContainingNamespace.ToDisplayString(CSharpText.NamespaceFormat),
            name,
            IsPublic(lambdaInterface),
            lambdaInterface.Name,
            lambdaInterface.ToDisplayString(CSharpText.TypeFormat),
            CSharpText.Cref(lambdaInterface),
            CSharpText.TypeParameters(lambdaInterface.TypeParameters),
            methods.ToEquatableArray());
    }

    private static IMethodSymbol? FirstAnnotatedMethod(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && KnownTypes.FindLambdaFunction(method) is not null) return method;
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
        for (INamedTypeSymbol? type = context.Interface; type is not null; type = type.ContainingType)
        {
            var self = ReferenceEquals(type, context.Interface);
            if (!self && type.TypeParameters.Length > 0)
            {
                context.Report(Rules.NestedInGeneric, Anchor.At(context.Interface), context.Interface.Name, type.Name);
            }
            var hidden = type.IsFileLocal ? "file-local"
                : type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal
                    ? (self ? "" : "nested in a type that is ") + type.DeclaredAccessibility.ToString().ToLowerInvariant()
                : null;
            if (hidden is not null)
            {
                context.Report(Rules.InaccessibleInterface, Anchor.At(context.Interface), context.Interface.Name, hidden == "protectedandinternal" ? "private protected" : hidden);
            }
        }
        foreach (var parameter in context.Interface.TypeParameters) PayloadTypes.CheckConstraintTypes(context, parameter, context.Interface);
    }

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));

    private static List<MethodModel> ParseMembers(ParseContext context)
    {
        var methods = new List<MethodModel>();
        var signatures = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaring in new[] { context.Interface }.Concat(context.Interface.AllInterfaces))
        {
            if (declaring.TypeKind == TypeKind.Error)
            {
                context.Report(Rules.UnusableType, Anchor.At(context.Interface), declaring.Name, "cannot be found");
                continue;
            }
            foreach (var member in declaring.GetMembers())
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                if (IsImplementedElsewhere(context, declaring, member)) continue;
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation, IsStatic: false } method)
                {
                    if (FindFunction(context, declaring, method) is { } found
                        && MethodParser.Parse(context, method, found.Owner, found.Attribute) is { } parsed)
                    {
                        // A member that another one hides, or that has the same signature, can be implemented explicitly only; so must one that is not public.
                        var isExplicit = !signatures.Add(CSharpText.Signature(method)) || method.DeclaredAccessibility != Accessibility.Public;
                        methods.Add(parsed with { IsExplicit = isExplicit });
                    }
                }
                else
                {
                    CheckOtherMember(context, member);
                }
            }
        }
        return methods;
    }

    // A base interface's member may have its implementation in an interface between the two.
    private static bool IsImplementedElsewhere(ParseContext context, INamedTypeSymbol declaring, ISymbol member)
    {
        if (SymbolEqualityComparer.Default.Equals(declaring, context.Interface)) return false;
        return context.Interface.FindImplementationForInterfaceMember(member) is { } implementation
            && !SymbolEqualityComparer.Default.Equals(implementation.OriginalDefinition, member.OriginalDefinition);
    }

    private static (ISymbol Owner, AttributeData Attribute)? FindFunction(ParseContext context, INamedTypeSymbol declaring, IMethodSymbol method)
    {
        if (KnownTypes.FindLambdaFunction(method) is { } own)
        {
            if (method.IsAbstract || method.IsVirtual) return (method, own);
            context.Report(Rules.NotAnInterfaceMethod, Anchor.AtAttribute(method, own), method.Name, "an interface that cannot be implemented elsewhere (sealed, private or explicit)");
            return null;
        }
        if (!method.IsAbstract) return null;
        foreach (var type in new[] { declaring, context.Interface })
        {
            if (KnownTypes.FindLambdaFunction(type) is { } fromInterface) return (type, fromInterface);
        }
        context.Report(Rules.NotAnnotated, Anchor.At(method), method.Name, context.Interface.Name);
        return null;
    }

    private static void CheckOtherMember(ParseContext context, ISymbol member)
    {
        if (member.IsStatic)
        {
            if (member.IsAbstract && member is not IMethodSymbol { AssociatedSymbol: not null })
            {
                context.Report(Rules.StaticAbstract, Anchor.At(member), member.Name);
            }
            if (member is IMethodSymbol && KnownTypes.FindLambdaFunction(member) is { } attribute)
            {
                context.Report(Rules.NotAnInterfaceMethod, Anchor.AtAttribute(member, attribute), member.Name, "a static member");
            }
            return;
        }
        var kind = member switch
        {
            IPropertySymbol { IsIndexer: true } => "Indexer",
            IPropertySymbol => "Property",
            IEventSymbol => "Event",
            _ => null,
        };
        if (kind is not null && member.IsAbstract) context.Report(Rules.NotAMethod, Anchor.At(member), kind, member.Name);
    }
}
