using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Symbols;

/// <summary>
/// One argument of an attribute: left out, a constant, or written and unreadable. Roslyn leaves out, or makes a null of, what it cannot bind; here that is
/// never the same as an argument that nobody wrote.
/// </summary>
internal readonly struct AttributeArgument
{
    private readonly TypedConstant _constant;

    private AttributeArgument(TypedConstant constant)
    {
        _constant = constant;
        IsWritten = true;
        // A typeof names a type that may not be there.
        IsUnreadable = constant.Kind == TypedConstantKind.Error || constant is { Kind: TypedConstantKind.Type, Value: ITypeSymbol { TypeKind: TypeKind.Error } };
    }

    /// <summary>Whether the argument is there at all.</summary>
    public bool IsWritten { get; private init; }

    /// <summary>Whether it is there and its value is not known.</summary>
    public bool IsUnreadable { get; private init; }

    public bool IsNull => IsWritten && !IsUnreadable && _constant.IsNull;

    /// <summary>The string; null also where the constant is something else.</summary>
    public string? Text => Value as string;

    /// <summary>The constant; null where there is none, or an array.</summary>
    public object? Value => !IsWritten || IsUnreadable || _constant.Kind == TypedConstantKind.Array ? null : _constant.Value;

    /// <summary>The value of a property.</summary>
    public static AttributeArgument OfProperty(AttributeData attribute, string name)
    {
        foreach (var named in attribute.NamedArguments)
        {
            if (named.Key == name)
                return new AttributeArgument(named.Value);
        }
        // Where the constructor cannot be bound, no argument is; the constructor's is the one to mention then.
        return attribute.AttributeConstructor is not null && FindSyntax(attribute, argument => argument.NameEquals?.Name.Identifier.ValueText == name) is not null ? Unreadable : default;
    }

    /// <summary>The one argument of the constructor.</summary>
    public static AttributeArgument OfConstructor(AttributeData attribute) => attribute.ConstructorArguments.Length switch
    {
        1 => new AttributeArgument(attribute.ConstructorArguments[0]),
        0 when FindSyntax(attribute, argument => argument.NameEquals is null) is null => default,
        _ => Unreadable,
    };

    private static AttributeArgument Unreadable => new() { IsWritten = true, IsUnreadable = true };

    // An attribute that comes from another assembly has no syntax, and nothing that could not be read.
    private static AttributeArgumentSyntax? FindSyntax(AttributeData attribute, Func<AttributeArgumentSyntax, bool> predicate)
    {
        var written = (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments ?? default;
        // Where all that is written was bound, what is not there was not written.
        return written.Count <= attribute.ConstructorArguments.Length + attribute.NamedArguments.Length && attribute.AttributeConstructor is not null ? null : written.FirstOrDefault(predicate);
    }
}
