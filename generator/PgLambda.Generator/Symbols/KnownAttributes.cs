using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>The attributes that mean something here, by their names.</summary>
internal static class KnownAttributes
{
    public const string LambdaFunctionName = "LambdaFunctionAttribute";

    public const string LambdaFunction = KnownTypes.Namespace + "." + LambdaFunctionName;

    public const string LambdaClientName = "LambdaClientAttribute";

    public const string LambdaClient = KnownTypes.Namespace + "." + LambdaClientName;

    /// <summary>The attribute of the same simple name that marks a handler, in Amazon.Lambda.Annotations.</summary>
    public const string AnnotationsLambdaFunction = "Amazon.Lambda.Annotations." + LambdaFunctionName;

    private const string Json = "System.Text.Json.Serialization";

    public static bool IsLambdaFunction(ITypeSymbol attributeClass) => KnownTypes.Is(attributeClass, LambdaFunctionName, KnownTypes.Namespace);

    public static AttributeData? FindLambdaFunction(ISymbol symbol) => Find(symbol, LambdaFunctionName, KnownTypes.Namespace);

    public static AttributeData? FindLambdaClient(ISymbol symbol) => Find(symbol, LambdaClientName, KnownTypes.Namespace);

    /// <summary>An attribute of the same simple name from elsewhere, such as Amazon.Lambda.Annotations.</summary>
    public static AttributeData? FindForeignLambdaFunction(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: LambdaFunctionName, TypeKind: not TypeKind.Error } type && !IsLambdaFunction(type))
                return attribute;
        }
        return null;
    }

    public static AttributeData? FindPayloadName(IParameterSymbol parameter) => Find(parameter, "PayloadNameAttribute", KnownTypes.Namespace);

    public static bool IsClientContext(IParameterSymbol parameter) => Find(parameter, "ClientContextAttribute", KnownTypes.Namespace) is not null;

    public static bool IsQualifier(IParameterSymbol parameter) => Find(parameter, "QualifierAttribute", KnownTypes.Namespace) is not null;

    public static bool IsIdempotent(ISymbol symbol) => Find(symbol, "IdempotentAttribute", KnownTypes.Namespace) is not null;

    public static AttributeData? FindObsolete(ISymbol symbol) => Find(symbol, "ObsoleteAttribute", "System");

    public static bool IsGeneratedCode(AttributeData attribute) => attribute.AttributeClass is { } type && KnownTypes.Is(type, "GeneratedCodeAttribute", "System.CodeDom.Compiler");

    /// <summary>Whether a type says itself how JSON becomes one of it. The serializer looks at the type alone, not at what it inherits.</summary>
    public static bool HasJsonContract(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            for (var candidate = attribute.AttributeClass; candidate is not null; candidate = candidate.BaseType)
            {
                if (candidate.Name is "JsonConverterAttribute" or "JsonPolymorphicAttribute" or "JsonDerivedTypeAttribute" && KnownTypes.IsNamespace(candidate.ContainingNamespace, Json))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Whether a serializer context says its own options.</summary>
    public static bool HasJsonOptions(INamedTypeSymbol context) => Find(context, "JsonSourceGenerationOptionsAttribute", Json) is not null;

    /// <summary>Whether a serializer context says that fields are written too.</summary>
    public static bool IncludesFields(INamedTypeSymbol context) =>
        Find(context, "JsonSourceGenerationOptionsAttribute", Json) is { } options && options.NamedArguments.Any(argument => argument is { Key: "IncludeFields", Value.Value: true });

    public static bool IsJsonSerializable(AttributeData attribute) => attribute.AttributeClass is { } type && KnownTypes.Is(type, "JsonSerializableAttribute", Json);

    public static bool IsJsonDerivedType(AttributeData attribute) => attribute.AttributeClass is { } type && KnownTypes.Is(type, "JsonDerivedTypeAttribute", Json);

    public static bool IsJsonInclude(AttributeData attribute) => attribute.AttributeClass is { } type && KnownTypes.Is(type, "JsonIncludeAttribute", Json);

    public static bool IsJsonConstructor(AttributeData attribute) => attribute.AttributeClass is { } type && KnownTypes.Is(type, "JsonConstructorAttribute", Json);

    public static AttributeData? FindJsonIgnore(ISymbol member) => Find(member, "JsonIgnoreAttribute", Json);

    /// <summary>Whether a type or member names the converter that it is written by.</summary>
    public static bool HasJsonConverter(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            for (var candidate = attribute.AttributeClass; candidate is not null; candidate = candidate.BaseType)
            {
                if (KnownTypes.Is(candidate, "JsonConverterAttribute", Json))
                    return true;
            }
        }
        return false;
    }

    private static AttributeData? Find(ISymbol symbol, string name, string ns)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && KnownTypes.Is(type, name, ns))
                return attribute;
        }
        return null;
    }
}
