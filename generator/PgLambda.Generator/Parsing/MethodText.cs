using Microsoft.CodeAnalysis;
using PgLambda.Generator.Model;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>
/// One method's types as C# text. An inherited method's type parameter may have the name of one of the client's own, which it would hide;
/// then it gets another.
/// </summary>
internal sealed class MethodText
{
    private readonly IMethodSymbol _method;
    private readonly string[] _names;
    private readonly TypeTexts _texts;
    private HashSet<int>? _nullable;
    private bool _annotated, _oblivious;

    public MethodText(IMethodSymbol method, INamedTypeSymbol client, TypeTexts texts)
    {
        _method = method;
        _texts = texts;
        if (method.TypeParameters.IsEmpty)
        {
            _names = [];
            return;
        }
        var taken = new HashSet<string>(client.TypeParameters.Select(p => p.Name), StringComparer.Ordinal);
        var own = new HashSet<string>(method.TypeParameters.Select(p => p.Name).Concat(method.Parameters.Select(p => p.Name)), StringComparer.Ordinal);
        _names = [.. method.TypeParameters.Select(parameter =>
        {
            var name = parameter.Name;
            for (var i = 2; taken.Contains(name) || name != parameter.Name && own.Contains(name); i++)
                name = parameter.Name + i;
            return CSharpText.Identifier(name);
        })];
    }

    /// <summary>Whether the types that were written have no nullable annotation although they could have.</summary>
    public bool IsOblivious => _oblivious && !_annotated;

    /// <summary>A type of the signature.</summary>
    public string Type(ITypeSymbol type)
    {
        NoteAnnotations(type);
        return Text(type);
    }

    /// <summary>A type of the body.</summary>
    public string BodyType(ITypeSymbol type) => Text(type);

    /// <summary>The type parameters; to be asked for after every type was written.</summary>
    public EquatableArray<TypeParameterModel> TypeParameters(Compilation compilation) => _method.TypeParameters
        .Select((parameter, i) => new TypeParameterModel(_names[i], CSharpText.Constraints(parameter, Text), CopiedAttributes.OfValue(parameter, compilation), ExplicitConstraint(parameter)))
        .ToEquatableArray();

    // Without it, T? of an explicit implementation means Nullable<T>.
    private string ExplicitConstraint(ITypeParameterSymbol parameter) =>
        parameter.IsValueType || _nullable?.Contains(parameter.Ordinal) != true ? ""
        : parameter.IsReferenceType ? "class"
        : "default";

    private string Text(ITypeSymbol type)
    {
        if (_names.Length == 0)
            return _texts[type];
        var parts = type.ToDisplayParts(CSharpText.TypeFormat);
        return string.Concat(parts.Select((part, i) =>
        {
            if (!CSharpText.IsTypeParameterOf(_method, part.Symbol, out var ordinal))
                return part.ToString();
            if (i + 1 < parts.Length && parts[i + 1].ToString() == "?")
                (_nullable ??= []).Add(ordinal);
            return _names[ordinal];
        }));
    }

    private void NoteAnnotations(ITypeSymbol type)
    {
        if (!type.IsValueType)
        {
            if (type.NullableAnnotation == NullableAnnotation.None)
                _oblivious = true;
            else
                _annotated = true;
        }
        if (type is IArrayTypeSymbol array)
            NoteAnnotations(array.ElementType);
        if (type is not INamedTypeSymbol named)
            return;
        foreach (var argument in named.TypeArguments)
            NoteAnnotations(argument);
    }
}
