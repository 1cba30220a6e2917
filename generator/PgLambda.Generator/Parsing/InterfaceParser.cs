using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Turns an interface into the model of its client, or says why there is none. The generator and the analyzer both call it.</summary>
internal static class InterfaceParser
{
    private static readonly string[] NeededNamespaces = ["System", "Npgsql", "Dapper", "PgLambda"];

    public static ClientModel? Parse(INamedTypeSymbol lambdaInterface, Compilation compilation, SourceView view, Report? report, CancellationToken cancellationToken)
    {
        var context = new ParseContext(lambdaInterface, compilation, view, report, cancellationToken);
        CheckLanguageVersion(context);
        CheckInterface(context);
        var name = ClientNames.Get(context);
        // An attribute that no method uses is checked as well.
        if (KnownAttributes.FindLambdaFunction(lambdaInterface) is { } attribute)
            FunctionParser.Parse(context, new FunctionAttribute(lambdaInterface, attribute));
        var dataSource = ClientAttributeParser.DataSource(context);
        var jsonContext = ClientAttributeParser.JsonContext(context);
        ClientAttributeParser.CheckPlace(context);
        var methods = MemberParser.Parse(context);
        if (context.HasErrors)
            return null;

        return new ClientModel(
            lambdaInterface.ContainingNamespace.IsGlobalNamespace ? "" : lambdaInterface.ContainingNamespace.ToDisplayString(CSharpText.NamespaceFormat),
            name,
            context.UserPart.HasAccessibility ? "" : IsPublic(lambdaInterface) ? "public" : "internal",
            IsPublic(lambdaInterface),
            lambdaInterface.ToDisplayString(CSharpText.PlainFormat),
            context.Texts[lambdaInterface],
            CSharpText.Cref(lambdaInterface),
            IsObsolete(lambdaInterface),
            Attributes(context),
            dataSource,
            jsonContext is null ? null : new JsonContextModel(jsonContext.ToDisplayString(CSharpText.TypeFormat), KnownAttributes.HasJsonOptions(jsonContext)),
            context.HasGeneratedClass,
            TypeParameters(lambdaInterface, compilation),
            context.UserPart.Names.Where(AddedNames.MayBe).ToEquatableArray(),
            methods);
    }

    private static void CheckLanguageVersion(ParseContext context)
    {
        if (context.IsOlderThan(8))
            context.ReportOlderThan(8, DiagnosticTarget.At(context.Interface));
    }

    private static void CheckInterface(ParseContext context)
    {
        for (var type = context.Interface; type is not null; type = type.ContainingType)
        {
            var self = ReferenceEquals(type, context.Interface);
            if (!self && type.TypeParameters.Length > 0)
            {
                context.Report(Rules.NestedInGeneric, DiagnosticTarget.At(context.Interface), context.Interface.Name, type.Name);
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
                context.Report(Rules.InaccessibleInterface, DiagnosticTarget.At(context.Interface), context.Interface.Name, (self ? "" : "nested in a type that is ") + hidden, "make it internal or public");
            }
        }
        foreach (var name in NeededNamespaces)
        {
            if (context.Compilation.Assembly.GlobalNamespace.GetTypeMembers(name, 0).Length > 0)
                context.Report(Rules.HiddenNamespace, DiagnosticTarget.At(context.Interface), name, context.Interface.Name);
        }
        foreach (var parameter in context.Interface.TypeParameters)
            PayloadTypes.CheckConstraintTypes(context, parameter, context.Interface);
    }

    private static EquatableArray<TypeParameterModel> TypeParameters(INamedTypeSymbol type, Compilation compilation) => type.TypeParameters
        .Select(p => new TypeParameterModel(CSharpText.Identifier(p.Name), CSharpText.Constraints(p, t => t.ToDisplayString(CSharpText.TypeFormat)), CopiedAttributes.OfValue(p, compilation), ExplicitConstraint: ""))
        .ToEquatableArray();

    // What an outer type carries holds for an inner one, unless that carries its own. What the user's part carries, the other part must not carry again.
    private static EquatableArray<string> Attributes(ParseContext context)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var attributes = new List<string>();
        foreach (var type in Types(context.Interface))
        {
            var own = CopiedAttributes.OfDeclaration(type, context.Compilation)
                .Where(text => CopiedAttributes.NameOf(text) is var name && !taken.Contains(name) && !context.UserPart.Carries(name))
                .ToList();
            attributes.AddRange(own);
            taken.UnionWith(own.Select(CopiedAttributes.NameOf));
        }
        return attributes.ToEquatableArray();
    }

    private static bool IsObsolete(INamedTypeSymbol type) => Types(type).Any(each => KnownAttributes.FindObsolete(each) is not null);

    private static IEnumerable<INamedTypeSymbol> Types(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
            yield return type;
    }

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));
}
