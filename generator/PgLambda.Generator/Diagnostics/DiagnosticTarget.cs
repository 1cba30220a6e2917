using Microsoft.CodeAnalysis;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Diagnostics;

/// <summary>
/// What a finding is about. The parser names it; only the analyzer turns it into a location, so that the generator never pays for one.
/// </summary>
/// <param name="Symbol">The symbol that the finding is about, or that carries the attribute.</param>
/// <param name="Part">The part of the symbol's declaration, where the finding is about no attribute.</param>
/// <param name="Attribute">The attribute, where the finding is about one.</param>
/// <param name="Argument">The attribute's argument: the name of a property, or else the constructor's parameter.</param>
/// <param name="Start">The first offending character of the argument's value.</param>
/// <param name="Length">How many characters offend; negative for the whole argument.</param>
internal readonly record struct DiagnosticTarget(ISymbol Symbol, DeclarationPart Part, AttributeData? Attribute, string? Argument, int Start, int Length)
{
    public static DiagnosticTarget At(ISymbol symbol) => new(symbol, DeclarationPart.Name, null, null, 0, -1);

    public static DiagnosticTarget AtTypeOf(ISymbol symbol) => At(symbol) with { Part = DeclarationPart.Type };

    public static DiagnosticTarget AtDefaultValueOf(IParameterSymbol parameter) => At(parameter) with { Part = DeclarationPart.DefaultValue };

    public static DiagnosticTarget AtAttribute(ISymbol symbol, AttributeData attribute) => At(symbol) with { Attribute = attribute };

    public static DiagnosticTarget AtAttribute(FunctionAttribute attribute) => AtAttribute(attribute.Owner, attribute.Data);

    public static DiagnosticTarget AtArgument(ISymbol symbol, AttributeData attribute, string argument) => AtAttribute(symbol, attribute) with { Argument = argument };

    public static DiagnosticTarget AtArgument(FunctionAttribute attribute, string argument) => AtArgument(attribute.Owner, attribute.Data, argument);

    /// <summary>Some characters of an argument's value.</summary>
    public static DiagnosticTarget AtCharacters(FunctionAttribute attribute, string argument, int start, int length) =>
        AtArgument(attribute, argument) with { Start = start, Length = length };
}

/// <summary>A part of a symbol's declaration.</summary>
internal enum DeclarationPart
{
    Name,
    Type,
    DefaultValue,
}

/// <summary>Takes what the parser finds; null where nobody listens.</summary>
internal delegate void Report(DiagnosticDescriptor rule, DiagnosticTarget target, params object[] arguments);
