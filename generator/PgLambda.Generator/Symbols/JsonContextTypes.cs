using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>
/// The types that a serializer context has a contract for: what its <c>[JsonSerializable]</c> attributes name, and what System.Text.Json's own generator reaches
/// from there. That generator's output is not visible here, so its walk is repeated; a test compares the two.
/// </summary>
internal sealed class JsonContextTypes
{
    private const string Collections = "System.Collections", Generic = Collections + ".Generic";

    // Both interfaces and methods ask again and again; the symbols live as long as their compilation does.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, JsonContextTypes> Known = new();

    private static readonly (string Namespace, string[] Names)[] BuiltIn =
    [
        ("System", ["DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Guid", "Int128", "UInt128", "Half", "Uri", "Version"]),
        ("System.Text.Json", ["JsonElement", "JsonDocument"]),
        ("System.Text.Json.Nodes", ["JsonNode", "JsonArray", "JsonObject", "JsonValue"]),
    ];

    private readonly HashSet<ITypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private readonly Queue<ITypeSymbol> _open = new();
    private readonly IAssemblySymbol _within;

    private JsonContextTypes(INamedTypeSymbol context, IEnumerable<ITypeSymbol> others)
    {
        _within = context.ContainingAssembly;
        foreach (var attribute in context.GetAttributes())
        {
            if (KnownAttributes.IsJsonSerializable(attribute) && attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is ITypeSymbol type)
                Reach(type);
        }
        foreach (var type in others)
            Reach(type);
        while (_open.Count > 0)
            Walk(_open.Dequeue());
    }

    public IReadOnlyCollection<ITypeSymbol> All => _types;

    public static JsonContextTypes Of(INamedTypeSymbol context) => Known.GetValue(context, static key => new JsonContextTypes(key, []));

    /// <summary>What the context would know if it named these as well.</summary>
    public static JsonContextTypes With(INamedTypeSymbol context, IEnumerable<ITypeSymbol> others) => new(context, others);

    public bool Contains(ITypeSymbol type) => _types.Contains(type);

    private void Reach(ITypeSymbol type)
    {
        if (type is { TypeKind: TypeKind.Error } or INamedTypeSymbol { IsUnboundGenericType: true } or { IsRefLikeType: true })
            return;
        if (type.OriginalDefinition is not IArrayTypeSymbol && !IsAccessible(type))
            return;
        if (_types.Add(type))
            _open.Enqueue(type);
    }

    private void Walk(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (KnownAttributes.IsJsonDerivedType(attribute) && attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is ITypeSymbol derived)
                Reach(derived);
        }
        if (KnownAttributes.HasJsonConverter(type) || IsBuiltIn(type) || IsUnsupported(type))
            return;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            Reach(nullable.TypeArguments[0]);
        else if (type.TypeKind != TypeKind.Enum && !WalkCollection(type))
            WalkObject(type);
    }

    private bool WalkCollection(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Reach(array.ElementType);
            return true;
        }
        if (type is not INamedTypeSymbol named)
            return false;
        if (KnownTypes.Is(named, "Memory", "System") || KnownTypes.Is(named, "ReadOnlyMemory", "System"))
        {
            Reach(named.TypeArguments[0]);
            return true;
        }
        if (FindInterface(named, "IAsyncEnumerable", Generic) is { } stream)
        {
            Reach(stream.TypeArguments[0]);
            return true;
        }
        if (FindInterface(named, "IEnumerable", Collections) is null)
            return false;
        if ((FindInterface(named, "IDictionary", Generic) ?? FindInterface(named, "IReadOnlyDictionary", Generic)) is { } dictionary)
        {
            Reach(dictionary.TypeArguments[0]);
            Reach(dictionary.TypeArguments[1]);
        }
        else if (FindInterface(named, "IEnumerable", Generic) is { } sequence)
        {
            Reach(sequence.TypeArguments[0]);
        }
        else if (FindObject(named) is { } anything)
        {
            if (FindInterface(named, "IDictionary", Collections) is not null && FindString(named) is { } text)
                Reach(text);
            Reach(anything);
        }
        return true;
    }

    private void WalkObject(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol named && FindConstructor(named) is { } constructor)
        {
            foreach (var parameter in constructor.Parameters)
                Reach(parameter.Type);
        }
        foreach (var declaring in Hierarchy(type))
        {
            foreach (var member in declaring.GetMembers())
            {
                if (MemberType(member) is { } memberType && IsAccessible(memberType))
                    Reach(memberType);
            }
        }
    }

    // The type of a member that is JSON; null where it is none.
    private static ITypeSymbol? MemberType(ISymbol member)
    {
        if (member.IsStatic || IsAlwaysIgnored(member))
            return null;
        return member switch
        {
            IPropertySymbol { Parameters.Length: 0 } property when CanUse(property, property.GetMethod) || CanUse(property, property.SetMethod) => property.Type,
            IFieldSymbol { AssociatedSymbol: null, IsImplicitlyDeclared: false } field when IsUsable(field, field.DeclaredAccessibility) => field.Type,
            _ => null,
        };
    }

    private static bool CanUse(IPropertySymbol property, IMethodSymbol? accessor) => accessor is not null && IsUsable(property, accessor.DeclaredAccessibility);

    private static bool IsUsable(ISymbol member, Accessibility accessibility) =>
        accessibility == Accessibility.Public || member.GetAttributes().Any(KnownAttributes.IsJsonInclude);

    // The attribute's default is to ignore always, which is 1.
    private static bool IsAlwaysIgnored(ISymbol member) =>
        KnownAttributes.FindJsonIgnore(member) is { } ignore && ignore.NamedArguments.All(argument => argument is not { Key: "Condition", Value.Value: not 1 });

    private static IEnumerable<ITypeSymbol> Hierarchy(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface)
            return type.AllInterfaces.Prepend<ITypeSymbol>(type);
        var types = new List<ITypeSymbol>();
        for (var current = type; current is not null && current.SpecialType is not SpecialType.System_Object and not SpecialType.System_ValueType; current = current.BaseType)
            types.Add(current);
        return types;
    }

    // The annotated one; else the only public one of a class that has none without parameters.
    private static IMethodSymbol? FindConstructor(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsAbstract)
            return null;
        var constructors = type.InstanceConstructors;
        if (constructors.FirstOrDefault(constructor => constructor.GetAttributes().Any(KnownAttributes.IsJsonConstructor)) is { } annotated)
            return annotated;
        if (type.IsValueType)
            return null;
        var open = constructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToList();
        return open.Count == 1 ? open[0] : null;
    }

    private bool IsAccessible(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsAccessible(array.ElementType),
        INamedTypeSymbol named => IsDeclaredAccessible(named) && named.TypeArguments.All(IsAccessible),
        _ => true,
    };

    private bool IsDeclaredAccessible(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            var isHere = SymbolEqualityComparer.Default.Equals(current.ContainingAssembly, _within) || current.ContainingAssembly?.GivesAccessTo(_within) == true;
            if (!(current.DeclaredAccessibility == Accessibility.Public
                || isHere && current.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal or Accessibility.NotApplicable))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsBuiltIn(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_Object or SpecialType.System_DateTime
        || type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte }
        || type is INamedTypeSymbol { Arity: 1 } memory && memory.TypeArguments[0].SpecialType == SpecialType.System_Byte && (KnownTypes.Is(memory, "Memory", "System") || KnownTypes.Is(memory, "ReadOnlyMemory", "System"))
        || BuiltIn.Any(known => known.Names.Contains(type.Name) && KnownTypes.Is(type, type.Name, known.Namespace));

    private static bool IsUnsupported(ITypeSymbol type) =>
        type is IArrayTypeSymbol { Rank: > 1 } || type.TypeKind is TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.TypeParameter
        || type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate
        || Inherits(type, "MemberInfo", "System.Reflection") || KnownTypes.Is(type, "SerializationInfo", "System.Runtime.Serialization");

    private static bool Inherits(ITypeSymbol? type, string name, string ns)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (KnownTypes.Is(type, name, ns))
                return true;
        }
        return false;
    }

    private static INamedTypeSymbol? FindInterface(INamedTypeSymbol type, string name, string ns) =>
        Is(type, name, ns) ? type : type.AllInterfaces.FirstOrDefault(candidate => Is(candidate, name, ns));

    private static bool Is(INamedTypeSymbol type, string name, string ns) =>
        KnownTypes.Is(type, name, ns) && type.Arity > 0 == (ns == Generic);

    private static ITypeSymbol? FindObject(INamedTypeSymbol type) => FindInterface(type, "IEnumerable", Collections)?.ContainingAssembly.GetTypeByMetadataName("System.Object");

    private static ITypeSymbol? FindString(INamedTypeSymbol type) => FindInterface(type, "IEnumerable", Collections)?.ContainingAssembly.GetTypeByMetadataName("System.String");
}
