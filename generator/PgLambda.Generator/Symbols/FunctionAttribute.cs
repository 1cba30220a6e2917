using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>A <c>[LambdaFunction]</c>, and the symbol that carries it.</summary>
internal readonly struct FunctionAttribute(ISymbol owner, AttributeData data)
{
    /// <summary>The constructor's parameter, by which an argument may be named too.</summary>
    public const string Function = "function";

    public ISymbol Owner { get; } = owner;

    public AttributeData Data { get; } = data;

    /// <summary>An argument by its name.</summary>
    public AttributeArgument Read(string argument) =>
        argument == Function ? AttributeArgument.OfConstructor(Data) : AttributeArgument.OfProperty(Data, argument);

    /// <summary>The value of an enum argument, its default where it is left out, and null where it is none of the enum's own.</summary>
    public T? ReadEnum<T>(string argument)
        where T : struct, Enum
    {
        var read = Read(argument);
        return !read.IsWritten ? default(T)
            : read.Value is int value && Enum.IsDefined(typeof(T), value) ? (T)(object)value
            : null;
    }
}
