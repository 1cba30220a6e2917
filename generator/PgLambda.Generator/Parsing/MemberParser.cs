using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;
using PgLambda.Generator.Symbols;

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
        parser.KeepDefaultImplementations();
        parser.ParseInterface(context.Interface);
        foreach (var inherited in context.Interface.AllInterfaces)
            parser.ParseInterface(inherited);
        return parser._methods.ToEquatableArray();
    }

    // A public method would replace every default implementation of its signature, and not only what it is meant for.
    private void KeepDefaultImplementations()
    {
        if (context.Interface.AllInterfaces.IsEmpty)
            return;
        var methods = context.Interface.AllInterfaces.Append(context.Interface)
            .SelectMany(declaring => declaring.GetMembers().OfType<IMethodSymbol>())
            .Where(method => !method.IsStatic && (method.IsAbstract || method.IsVirtual))
            .ToList();
        var called = new HashSet<ISymbol>(methods.Where(method => IsCalled(method, Target(method))).Select(Target), SymbolEqualityComparer.Default);
        foreach (var method in methods)
        {
            if (method.ExplicitInterfaceImplementations.IsEmpty && !called.Contains(method))
                _signatures.Add(CSharpText.Signature(method));
        }
    }

    // An interface may take back the implementation of a base's member: "abstract Task IBase.CallAsync();".
    private static IMethodSymbol Target(IMethodSymbol method) => method.ExplicitInterfaceImplementations.FirstOrDefault() ?? method;

    // A member that nothing else implements, or one that asks for its function although it has an implementation.
    private bool IsCalled(IMethodSymbol method, IMethodSymbol target) =>
        LambdaInterface.IsLeftToClient(context.Interface, method)
        || KnownAttributes.FindLambdaFunction(method) is not null && !LambdaInterface.IsImplementedElsewhere(context.Interface, target, method);

    private void ParseInterface(INamedTypeSymbol declaring)
    {
        if (declaring.TypeKind == TypeKind.Error)
        {
            context.ReportUnresolved(DiagnosticTarget.At(context.Interface), declaring.Name);
            return;
        }
        if (!context.CanName(declaring.ContainingAssembly))
        {
            context.ReportAliased(DiagnosticTarget.At(context.Interface), declaring);
            return;
        }
        if (UnresolvedType.Find(declaring) is { } unresolved)
            context.ReportUnresolved(DiagnosticTarget.At(context.Interface), CSharpText.Short(unresolved));
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
                    ParseMethod(method);
                    break;
                case IPropertySymbol or IEventSymbol when LambdaInterface.IsLeftToClient(context.Interface, member) && !context.UserPart.Implements(member):
                    var kind = member is IEventSymbol ? "Event" : member is IPropertySymbol { IsIndexer: true } ? "Indexer" : "Property";
                    context.Report(Rules.NotAMethod, DiagnosticTarget.At(member), kind, member.Name);
                    break;
            }
        }
    }

    private void ParseMethod(IMethodSymbol method)
    {
        if (!method.IsAbstract && !method.IsVirtual)
        {
            RefuseAttribute(method, "a sealed, private or explicit member, which nothing else can implement");
            return;
        }
        var target = Target(method);
        if (!IsCalled(method, target))
            return;
        if (!_done.Add(target) || context.UserPart.Implements(target))
            return;
        if (!IsAccessible(target))
        {
            context.Report(Rules.InaccessibleInterface, DiagnosticTarget.At(method), target.Name, "internal to another assembly", "make it public");
            return;
        }
        if (LambdaInterface.FindFunction(context.Interface, method) is not { } function)
        {
            context.Report(Rules.NotAnnotated, DiagnosticTarget.At(method), target.Name, context.Interface.Name, MissingFunction.Advice(method, target));
            return;
        }
        if (MethodParser.Parse(context, target, FunctionParser.Parse(context, function)) is { } parsed)
        {
            _methods.Add(parsed with { IsExplicit = MustBeExplicit(target) });
        }
    }

    private bool IsAccessible(IMethodSymbol method) =>
        method.DeclaredAccessibility is not (Accessibility.Internal or Accessibility.ProtectedAndInternal)
        || SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Compilation.Assembly)
        || method.ContainingAssembly.GivesAccessTo(context.Compilation.Assembly);

    // A second method of the same signature, one that is not public, and one whose name means something else in the class.
    private bool MustBeExplicit(IMethodSymbol method) =>
        // Of one interface, no two methods have the same.
        !context.Interface.AllInterfaces.IsEmpty && !_signatures.Add(CSharpText.Signature(method))
        || context.UserPart.Obstructs(method)
        || method.DeclaredAccessibility != Accessibility.Public
        || MembersOfObject.Contains(method.Name)
        || method.Name == ClientClass.NameOf(context.Interface)
        || context.Interface.TypeParameters.Any(parameter => parameter.Name == method.Name);

    private void CheckStatic(ISymbol member)
    {
        if (member.IsAbstract && LambdaInterface.IsLeftToClient(context.Interface, member) && !context.UserPart.Implements(member))
            context.Report(Rules.StaticAbstract, DiagnosticTarget.At(member), member.Name);
        // One with an implementation, which older versions do not know either.
        if (member.IsVirtual && context.IsOlderThan(11))
            context.ReportOlderThan(11, DiagnosticTarget.At(member));
        if (member is IMethodSymbol method)
            RefuseAttribute(method, "a static member");
    }

    private void RefuseAttribute(IMethodSymbol method, string what)
    {
        if (KnownAttributes.FindLambdaFunction(method) is not { } attribute)
            return;
        context.Report(Rules.NotAnInterfaceMethod, DiagnosticTarget.AtAttribute(method, attribute), (method.AssociatedSymbol ?? method).Name, what);
    }
}
