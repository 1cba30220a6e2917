using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Which types can be JSON at all. What is inside a user's own type is the serializer's business.</summary>
internal static class PayloadTypes
{
    private const string UseArray = "byte[] or a type with properties";
    private const string UseType = "a type with properties";

    private static readonly (string Namespace, string Name, string Why, string Instead)[] Refused =
    [
        ("System.IO", "Stream", "a stream is read once, and not by a serializer", UseArray),
        ("System", "Type", "the serializer refuses types", "its name, as a string"),
        ("System.Reflection", "MemberInfo", "the serializer refuses reflection", "its name, as a string"),
        ("System.Reflection", "Assembly", "the serializer refuses reflection", "its name, as a string"),
        ("System.Data.Common", "DbConnection", "a connection is not data", "the client's constructor that takes a connection"),
        ("System.Data.Common", "DbTransaction", "a transaction is not data", "the client's constructor that takes a transaction"),
        ("System.Threading.Tasks", "Task", "a task is not its result", "the type of its result"),
        ("System.Threading.Tasks", "ValueTask", "a task is not its result", "the type of its result"),
        ("System.Threading", "CancellationToken", "it is not data", "a plain CancellationToken parameter"),
        ("System.Threading", "CancellationTokenSource", "it is not data", "a CancellationToken parameter"),
        ("System.Net.Http", "HttpContent", "content is read once, and not by a serializer", UseArray),
        ("System.Net", "IPAddress", "the serializer fails on it", "its ToString(), as a string"),
        ("System.Net", "EndPoint", "the serializer fails on it", "its ToString(), as a string"),
        ("System.Numerics", "BigInteger", "the serializer writes its properties and not its value", "its ToString(), as a string"),
        ("System.Xml", "XmlNode", "the serializer writes no XML", "its OuterXml, as a string"),
        ("System.Xml.Linq", "XObject", "the serializer writes no XML", "its ToString(), as a string"),
        ("Newtonsoft.Json.Linq", "JToken", "it is another serializer's, and this one writes something else", "JsonNode, JsonElement or RawJson"),
    ];

    /// <summary>Reports what is wrong with a type, and returns whether nothing is.</summary>
    public static bool Check(ParseContext context, ITypeSymbol type, DiagnosticTarget target)
    {
        switch (type)
        {
            case { TypeKind: TypeKind.Error }:
                context.ReportUnresolved(target, CSharpText.Short(type));
                return false;
            case IDynamicTypeSymbol:
                return Refuse(context, Rules.UnserializableType, target, "dynamic", "it has no contract", "JsonElement or " + UseType);
            case IPointerTypeSymbol or IFunctionPointerTypeSymbol:
                return Refuse(context, Rules.UnserializableType, target, CSharpText.Short(type), "a pointer is not data", UseArray);
            case IArrayTypeSymbol { Rank: > 1 }:
                return Refuse(context, Rules.UnserializableType, target, CSharpText.Short(type), "the serializer has no arrays of several dimensions", "an array of arrays");
            case IArrayTypeSymbol array:
                return Check(context, array.ElementType, target);
            case ITypeParameterSymbol parameter:
                return CheckTypeParameter(context, parameter, target);
            case INamedTypeSymbol named:
                return CheckNamed(context, named, target);
            default:
                return true;
        }
    }

    /// <summary>A constraint may name a type that a generated file cannot write.</summary>
    public static void CheckConstraintTypes(ParseContext context, ITypeParameterSymbol parameter, ISymbol owner)
    {
        foreach (var type in parameter.ConstraintTypes)
        {
            if (UnresolvedType.Find(type) is { } unresolved)
                context.ReportUnresolved(DiagnosticTarget.At(owner), CSharpText.Short(unresolved));
            else if (FindPointer(type) is { } pointer)
                context.Report(Rules.UnusableType, DiagnosticTarget.At(owner), CSharpText.Short(pointer), $"is a pointer, which the constraint of '{parameter.Name}' in a client cannot name");
        }
    }

    /// <summary>What the serializer's camelCase policy makes of a parameter's name: the leading capitals are lowered.</summary>
    public static string CamelCase(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0]))
            return name;
        var characters = name.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (i == 1 && !char.IsUpper(characters[i]))
                break;
            var hasNext = i + 1 < characters.Length;
            if (i > 0 && hasNext && !char.IsUpper(characters[i + 1]))
            {
                if (characters[i + 1] == ' ')
                    characters[i] = char.ToLowerInvariant(characters[i]);
                break;
            }
            characters[i] = char.ToLowerInvariant(characters[i]);
        }
        return new string(characters);
    }

    private static ITypeSymbol? FindPointer(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => type,
        IArrayTypeSymbol array => FindPointer(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Select(FindPointer).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool CheckTypeParameter(ParseContext context, ITypeParameterSymbol parameter, DiagnosticTarget target)
    {
        if (CSharpText.AllowsRefStruct(parameter))
        {
            return Refuse(context, Rules.UnserializableTypeParameter, target, parameter.Name, "it allows ref structs");
        }
        foreach (var constraint in parameter.ConstraintTypes)
        {
            if (constraint is ITypeParameterSymbol other)
            {
                if (!CheckTypeParameter(context, other, target))
                    return false;
            }
            else if (FindRefusal(constraint) is { } refusal)
            {
                return Refuse(context, Rules.UnserializableTypeParameter, target, parameter.Name, refusal.Why);
            }
        }
        return true;
    }

    private static bool CheckNamed(ParseContext context, INamedTypeSymbol type, DiagnosticTarget target)
    {
        if (type.IsRefLikeType)
            return Refuse(context, Rules.ByReference, target, $"The ref struct '{CSharpText.Short(type)}'");
        if (FindRefusal(type) is { } refusal)
            return Refuse(context, Rules.UnserializableType, target, CSharpText.Short(type), refusal.Why, refusal.Instead);
        if (!context.Compilation.IsSymbolAccessibleWithin(type.OriginalDefinition, context.Compilation.Assembly))
        {
            return Refuse(context, Rules.UnusableType, target, CSharpText.Short(type), "is not accessible to a generated class; make it internal or public");
        }
        if (!context.CanName(type.ContainingAssembly))
        {
            context.ReportAliased(target, type);
            return false;
        }
        if (type.IsFileLocal)
            return Refuse(context, Rules.UnusableType, target, CSharpText.Short(type), "is local to its file, and the client is generated into another; remove 'file'");
        // A type inside another one that cannot be JSON can be.
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            foreach (var argument in outer.TypeArguments)
            {
                if (!Check(context, argument, target))
                    return false;
            }
        }
        return true;
    }

    /// <summary>What to use in place of a type that cannot be JSON; null for one that can, as far as its name says.</summary>
    public static string? FindSubstitute(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsRefLikeType: true, TypeArguments.Length: 1 } span && KnownTypes.IsNamespace(type.ContainingNamespace, "System") ? $"{CSharpText.Short(span.TypeArguments[0])}[]"
        : type.IsRefLikeType || type is IPointerTypeSymbol or IFunctionPointerTypeSymbol ? UseArray
        : type is IDynamicTypeSymbol ? "JsonElement or " + UseType
        : FindRefusal(type)?.Instead;

    private static (string Why, string Instead)? FindRefusal(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Delegate || type.SpecialType is SpecialType.System_Delegate or SpecialType.System_MulticastDelegate)
            return ("a delegate is code, not data", UseType);
        if (type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr)
            return ("the serializer refuses native integers", "long or ulong");
        if (KnownTypes.IsStream(type))
            return ("one invocation has one payload", "IReadOnlyList<T>");
        if (type.IsTupleType)
            return ("the serializer leaves out fields, so it would be {}", "a record");
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            foreach (var (ns, name, why, instead) in Refused)
            {
                if (KnownTypes.Is(candidate, name, ns))
                    return (why, instead);
            }
        }
        return null;
    }

    private static bool Refuse(ParseContext context, DiagnosticDescriptor rule, DiagnosticTarget target, params object[] arguments)
    {
        context.Report(rule, target, arguments);
        return false;
    }
}
