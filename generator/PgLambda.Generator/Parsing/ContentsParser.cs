using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Warns of types that cross to a function and lose on the way what they carry.</summary>
internal static class ContentsParser
{
    private const string Newtonsoft = "Newtonsoft.Json";

    public static void Check(ParseContext context, ITypeSymbol type, DiagnosticTarget target)
    {
        if (!context.IsReporting || Item(type) is not { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named || KnownAttributes.HasJsonContract(named) || JsonContracts.IsDocument(named))
            return;
        if (named.TypeKind == TypeKind.Interface)
        {
            if (named.GetMembers().IsEmpty && named.AllInterfaces.IsEmpty)
                context.Report(Rules.CarriesNothing, target, CSharpText.Short(named), "an interface without members has nothing to write, whatever implements it; use the type itself");
            return;
        }
        var members = Members(named).ToList();
        if (!members.Any(member => member is IPropertySymbol) && members.Any(member => !member.GetAttributes().Any(KnownAttributes.IsJsonInclude)) && !IncludesFields(context))
            context.Report(Rules.CarriesNothing, target, CSharpText.Short(named), "the serializer leaves out fields; make them properties, mark them [JsonInclude], or set IncludeFields in the serializer's options");
        foreach (var member in members)
        {
            if (FindForeign(member) is not var (attribute, instead))
                continue;
            context.Report(Rules.OtherSerializer, target, $"{CSharpText.Short(named)}.{member.Name}", attribute, instead);
            return;
        }
    }

    private static INamedTypeSymbol? Item(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Item(array.ElementType),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Item(nullable.TypeArguments[0]),
        INamedTypeSymbol named => named,
        _ => null,
    };

    // What others may read of an instance.
    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var member in declaring.GetMembers())
            {
                if (member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } and (IPropertySymbol { IsIndexer: false } or IFieldSymbol))
                    yield return member;
            }
        }
    }

    private static bool IncludesFields(ParseContext context) => context.JsonContext is { } json && KnownAttributes.IncludesFields(json);

    private static (string Attribute, string Instead)? FindForeign(ISymbol member)
    {
        (string, string)? found = null;
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
                continue;
            // Somebody has thought of both.
            if (KnownTypes.IsNamespace(type.ContainingNamespace, "System.Text.Json.Serialization"))
                return null;
            if (KnownTypes.Is(type, "JsonPropertyAttribute", Newtonsoft))
                found = ("JsonProperty", "[JsonPropertyName]");
            else if (KnownTypes.Is(type, "JsonIgnoreAttribute", Newtonsoft) || KnownTypes.Is(type, "JsonConverterAttribute", Newtonsoft))
                found = ($"Newtonsoft.Json.{type.Name.Substring(0, type.Name.Length - "Attribute".Length)}", "the attribute of the same name in System.Text.Json.Serialization");
            else if (KnownTypes.Is(type, "DataMemberAttribute", "System.Runtime.Serialization") && attribute.NamedArguments.Any(argument => argument.Key == "Name"))
                found = ("DataMember", "[JsonPropertyName]");
        }
        return found;
    }
}
