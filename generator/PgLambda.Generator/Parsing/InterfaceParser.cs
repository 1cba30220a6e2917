using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Turns an interface into the model of its client, or says why there is none. The generator and the analyzer both call it.</summary>
internal static class InterfaceParser
{
    public static ClientModel? Parse(INamedTypeSymbol lambdaInterface, Compilation compilation, SourceView view, Report? report, CancellationToken cancellationToken)
    {
        var context = new ParseContext(lambdaInterface, compilation, view, report, cancellationToken);
        CheckLanguageVersion(context);
        CheckInterface(context);
        var name = ClientNames.Get(context, out var userPart);
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
            userPart.HasAccessibility ? "" : IsPublic(lambdaInterface) ? "public" : "internal",
            IsPublic(lambdaInterface),
            lambdaInterface.ToDisplayString(CSharpText.PlainFormat),
            lambdaInterface.ToDisplayString(CSharpText.TypeFormat),
            CSharpText.Cref(lambdaInterface),
            FindObsolete(lambdaInterface),
            dataSource,
            jsonContext is null ? null : new JsonContextModel(jsonContext.ToDisplayString(CSharpText.TypeFormat), KnownAttributes.HasJsonOptions(jsonContext)),
            TypeParameters(lambdaInterface),
            userPart.Members.ToEquatableArray(),
            methods);
    }

    private static void CheckLanguageVersion(ParseContext context)
    {
        if (context.Compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp8 and var version })
        {
            context.Report(Rules.LanguageVersion, DiagnosticTarget.At(context.Interface), context.Interface.Name, version.ToDisplayString());
        }
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
        foreach (var parameter in context.Interface.TypeParameters)
            PayloadTypes.CheckConstraintTypes(context, parameter, context.Interface);
    }

    private static EquatableArray<TypeParameterModel> TypeParameters(INamedTypeSymbol type) => type.TypeParameters
        .Select(p => new TypeParameterModel(CSharpText.Identifier(p.Name), CSharpText.Constraints(p, t => t.ToDisplayString(CSharpText.TypeFormat)), ExplicitConstraint: ""))
        .ToEquatableArray();

    private static string? FindObsolete(INamedTypeSymbol type) =>
        CSharpText.Obsolete(type) ?? (type.ContainingType is null ? null : FindObsolete(type.ContainingType));

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));
}
