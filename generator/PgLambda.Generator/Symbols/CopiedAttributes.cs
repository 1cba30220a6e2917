using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>
/// The attributes that a client must carry as its interface does: those that the compiler, the trimmer or an analyzer compares on both, and those that
/// speak to whoever calls the class itself.
/// </summary>
internal static class CopiedAttributes
{
    private const string Analysis = "System.Diagnostics.CodeAnalysis", Compiler = "System.Runtime.CompilerServices", Interop = "System.Runtime.InteropServices", Versioning = "System.Runtime.Versioning";

    private static readonly Dictionary<string, (string Namespace, Place Place)> Known = new(StringComparer.Ordinal)
    {
        ["ObsoleteAttribute"] = ("System", Place.Declaration),
        ["ExperimentalAttribute"] = (Analysis, Place.Declaration),
        ["DoesNotReturnAttribute"] = (Analysis, Place.Declaration),
        ["RequiresUnreferencedCodeAttribute"] = (Analysis, Place.Declaration),
        ["RequiresDynamicCodeAttribute"] = (Analysis, Place.Declaration),
        ["RequiresAssemblyFilesAttribute"] = (Analysis, Place.Declaration),
        ["RequiresPreviewFeaturesAttribute"] = (Versioning, Place.Declaration),
        ["SupportedOSPlatformAttribute"] = (Versioning, Place.Declaration),
        ["UnsupportedOSPlatformAttribute"] = (Versioning, Place.Declaration),
        ["AllowNullAttribute"] = (Analysis, Place.Value),
        ["DisallowNullAttribute"] = (Analysis, Place.Value),
        ["MaybeNullAttribute"] = (Analysis, Place.Value),
        ["NotNullAttribute"] = (Analysis, Place.Value),
        ["NotNullIfNotNullAttribute"] = (Analysis, Place.Value),
        ["DoesNotReturnIfAttribute"] = (Analysis, Place.Value),
        ["DynamicallyAccessedMembersAttribute"] = (Analysis, Place.Value),
        ["CallerArgumentExpressionAttribute"] = (Compiler, Place.Argument),
        ["CallerFilePathAttribute"] = (Compiler, Place.Argument),
        ["CallerLineNumberAttribute"] = (Compiler, Place.Argument),
        ["CallerMemberNameAttribute"] = (Compiler, Place.Argument),
        ["OptionalAttribute"] = (Interop, Place.Default),
        ["DefaultParameterValueAttribute"] = (Interop, Place.Default),
        ["DateTimeConstantAttribute"] = (Compiler, Place.Default),
        ["DecimalConstantAttribute"] = (Compiler, Place.Default),
        ["IDispatchConstantAttribute"] = (Compiler, Place.Default),
        ["IUnknownConstantAttribute"] = (Compiler, Place.Default),
    };

    private enum Place
    {
        /// <summary>On a type or method.</summary>
        Declaration,

        /// <summary>On a parameter, a result or a type parameter.</summary>
        Value,

        /// <summary>On a parameter, for calls of this very method: none of an explicit implementation.</summary>
        Argument,

        /// <summary>In place of a default value, likewise.</summary>
        Default,
    }

    /// <summary>Those of a type, each as C# text.</summary>
    public static List<string> OfDeclaration(ISymbol symbol, Compilation compilation)
    {
        var found = new List<string>();
        Find(symbol.GetAttributes(), compilation, Place.Declaration, text => found.Add($"[{text}]"));
        return found;
    }

    /// <summary>Those of a method and of its result.</summary>
    public static IReadOnlyList<string> OfMethod(IMethodSymbol method, Compilation compilation)
    {
        var found = OfDeclaration(method, compilation);
        Find(method.GetReturnTypeAttributes(), compilation, Place.Value, text => found.Add($"[return: {text}]"));
        return found;
    }

    /// <summary>The full name of the attribute that a text is of.</summary>
    public static string NameOf(string attribute)
    {
        var end = attribute.IndexOfAny(['(', ']']);
        return attribute.Substring(0, end).Substring("[global::".Length) + "Attribute";
    }

    /// <summary>Those of a parameter or a type parameter that an implementation must have, as one text; empty where there are none.</summary>
    public static string OfValue(ISymbol symbol, Compilation compilation) => Join(symbol, compilation, Place.Value);

    /// <summary>Those of a parameter that say what a caller passes who says nothing.</summary>
    public static string OfArgument(IParameterSymbol parameter, Compilation compilation) => Join(parameter, compilation, Place.Argument);

    /// <summary>Those that give a parameter its default value, where no syntax does.</summary>
    public static string OfDefault(IParameterSymbol parameter, Compilation compilation) => Join(parameter, compilation, Place.Default);

    private static string Join(ISymbol symbol, Compilation compilation, Place place)
    {
        var attributes = symbol.GetAttributes();
        if (attributes.IsEmpty)
            return "";
        var joined = "";
        Find(attributes, compilation, place, text => joined += $"[{text}] ");
        return joined;
    }

    private static void Find(ImmutableArray<AttributeData> attributes, Compilation compilation, Place place, Action<string> add)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && Known.TryGetValue(type.Name, out var known) && known.Place == place && KnownTypes.Is(type, type.Name, known.Namespace)
                // A library may bring one of its own that nobody else sees.
                && (type.DeclaredAccessibility == Accessibility.Public || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)))
            {
                add(Text(type, attribute));
            }
        }
    }

    // What cannot be read is left out: the interface's own attribute says it to whoever looks there.
    private static string Text(INamedTypeSymbol type, AttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments.TakeWhile(argument => argument.Kind != TypedConstantKind.Error).Select(ConstantText)
            .Concat(attribute.NamedArguments.Where(argument => argument.Value.Kind != TypedConstantKind.Error).Select(argument => $"{argument.Key} = {ConstantText(argument.Value)}"))
            .ToList();
        var name = type.ToDisplayString(CSharpText.TypeFormat);
        return name.Substring(0, name.Length - "Attribute".Length) + (arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})");
    }

    private static string ConstantText(TypedConstant constant) => constant switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Enum, Type: { } type, Value: { } value } => $"({type.ToDisplayString(CSharpText.TypeFormat)})({CSharpText.Literal(value)})",
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({type.ToDisplayString(CSharpText.TypeFormat)})",
        { Kind: TypedConstantKind.Primitive, Value: { } value } => CSharpText.Literal(value),
        _ => "null",
    };
}
