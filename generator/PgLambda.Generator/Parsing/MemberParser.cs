using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Parsing;

/// <summary>Finds what an interface and its bases leave for the client to implement, and refuses what a client cannot.</summary>
internal sealed class MemberParser(ParseContext context)
{
    private static readonly HashSet<string> MembersOfObject = new(StringComparer.Ordinal)
    {
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    private readonly List<MethodModel> _methods = [];
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> _done = new(SymbolEqualityComparer.Default);

    public static EquatableArray<MethodModel> Parse(ParseContext context)
    {
        var parser = new MemberParser(context);
        parser.ParseInterface(context.Interface);
        foreach (var inherited in context.Interface.AllInterfaces)
            parser.ParseInterface(inherited);
        return parser._methods.ToEquatableArray();
    }

    private void ParseInterface(INamedTypeSymbol declaring)
    {
        if (declaring.TypeKind == TypeKind.Error)
        {
            context.Report(Rules.UnusableType, Anchor.At(context.Interface), declaring.Name, "cannot be found");
            return;
        }
        foreach (var member in declaring.GetMembers())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            switch (member)
            {
                case INamedTypeSymbol:
                    break;
                case IMethodSymbol { AssociatedSymbol: not null } accessor:
                    RefuseAttribute(accessor, "an accessor");
                    break;
                case { IsStatic: true }:
                    CheckStatic(member);
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method:
                    ParseMethod(declaring, method);
                    break;
                case IPropertySymbol or IEventSymbol when IsLeftToClient(declaring, member):
                    var kind = member is IEventSymbol ? "Event" : member is IPropertySymbol { IsIndexer: true } ? "Indexer" : "Property";
                    context.Report(Rules.NotAMethod, Anchor.At(member), kind, member.Name);
                    break;
            }
        }
    }

    private void ParseMethod(INamedTypeSymbol declaring, IMethodSymbol method)
    {
        if (!method.IsAbstract && !method.IsVirtual)
        {
            RefuseAttribute(method, "a sealed, private or explicit member, which nothing else can implement");
            return;
        }
        // An interface may take back the implementation of a base's member: "abstract Task IBase.CallAsync();".
        var target = method.ExplicitInterfaceImplementations.FirstOrDefault() ?? method;
        var attribute = KnownTypes.FindLambdaFunction(method);
        var isLeftToClient = IsLeftToClient(declaring, method);
        if (isLeftToClient is false && (attribute is null || IsImplementedElsewhere(declaring, target, method)))
        {
            // A default implementation that hides a base's member must not be replaced together with it.
            _signatures.Add(CSharpText.Signature(target));
            return;
        }
        if (!_done.Add(target))
            return;
        if (!IsAccessible(target))
        {
            context.Report(Rules.InaccessibleInterface, Anchor.At(method), target.Name, "internal to another assembly", "make it public");
            return;
        }
        if (FindFunction(declaring, method, target) is not { } found)
        {
            context.Report(Rules.NotAnnotated, Anchor.At(method), target.Name, context.Interface.Name);
            return;
        }
        if (MethodParser.Parse(context, target, FunctionParser.Parse(context, found.Owner, found.Attribute)) is { } parsed)
        {
            _methods.Add(parsed with { IsExplicit = MustBeExplicit(target) });
        }
    }

    private bool IsLeftToClient(INamedTypeSymbol declaring, ISymbol member)
    {
        if (SymbolEqualityComparer.Default.Equals(declaring, context.Interface))
            return member.IsAbstract;
        var target = ExplicitTarget(member) ?? member;
        var implementation = context.Interface.FindImplementationForInterfaceMember(target);
        // Two default implementations of which none is the more specific are as good as none.
        return implementation is null ? member.IsAbstract || member.IsVirtual : IsSame(implementation, member) && member.IsAbstract;
    }

    // A base interface's member may have its implementation in an interface between the two.
    private bool IsImplementedElsewhere(INamedTypeSymbol declaring, IMethodSymbol target, IMethodSymbol method) =>
        !SymbolEqualityComparer.Default.Equals(declaring, context.Interface)
        && context.Interface.FindImplementationForInterfaceMember(target) is { } implementation
        && !IsSame(implementation, method);

    private static ISymbol? ExplicitTarget(ISymbol member) => member switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations.FirstOrDefault(),
        IPropertySymbol property => property.ExplicitInterfaceImplementations.FirstOrDefault(),
        IEventSymbol @event => @event.ExplicitInterfaceImplementations.FirstOrDefault(),
        _ => null,
    };

    private static bool IsSame(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a.OriginalDefinition, b.OriginalDefinition);

    private (ISymbol Owner, AttributeData Attribute)? FindFunction(INamedTypeSymbol declaring, IMethodSymbol method, IMethodSymbol target)
    {
        foreach (var owner in new ISymbol[] { method, target, declaring, context.Interface })
        {
            if (KnownTypes.FindLambdaFunction(owner) is { } attribute)
                return (owner, attribute);
        }
        return null;
    }

    private bool IsAccessible(IMethodSymbol method) =>
        method.DeclaredAccessibility is not (Accessibility.Internal or Accessibility.ProtectedAndInternal)
        || SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Compilation.Assembly)
        || method.ContainingAssembly.GivesAccessTo(context.Compilation.Assembly);

    // A second method of the same signature, one that is not public, and one whose name means something else in the class.
    private bool MustBeExplicit(IMethodSymbol method) =>
        !_signatures.Add(CSharpText.Signature(method))
        || method.DeclaredAccessibility != Accessibility.Public
        || MembersOfObject.Contains(method.Name)
        || method.Name == ClientNames.Of(context.Interface)
        || context.Interface.TypeParameters.Any(parameter => parameter.Name == method.Name);

    private void CheckStatic(ISymbol member)
    {
        if (member.IsAbstract)
            context.Report(Rules.StaticAbstract, Anchor.At(member), member.Name);
        if (member is IMethodSymbol method)
            RefuseAttribute(method, "a static member");
    }

    private void RefuseAttribute(IMethodSymbol method, string what)
    {
        if (KnownTypes.FindLambdaFunction(method) is not { } attribute)
            return;
        context.Report(Rules.NotAnInterfaceMethod, Anchor.AtAttribute(method, attribute), (method.AssociatedSymbol ?? method).Name, what);
    }
}
