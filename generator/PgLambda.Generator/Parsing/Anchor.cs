using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Parsing;

/// <summary>
/// What a finding is about. The parser names it; only the analyzer turns it into a location, so that the generator never pays for one.
/// </summary>
/// <param name="Symbol">The symbol that the finding is about, or that carries the attribute.</param>
/// <param name="Attribute">The attribute, where the finding is about one.</param>
/// <param name="Argument">The attribute's argument: a property's name, or "function" for the constructor's.</param>
/// <param name="Start">The first offending character of the argument's value.</param>
/// <param name="Length">How many characters offend; negative for the whole argument.</param>
/// <param name="OfType">Whether the finding is about the symbol's type rather than its name.</param>
internal readonly record struct Anchor(ISymbol Symbol, AttributeData? Attribute, string? Argument, int Start, int Length, bool OfType)
{
    public const string FunctionArgument = "function";

    public static Anchor At(ISymbol symbol) => new(symbol, null, null, 0, -1, false);

    public static Anchor AtTypeOf(ISymbol symbol) => new(symbol, null, null, 0, -1, true);

    public static Anchor AtArgument(ISymbol symbol, AttributeData attribute, string argument) => new(symbol, attribute, argument, 0, -1, false);

    public static Anchor AtPart(ISymbol symbol, AttributeData attribute, string argument, LambdaFunctionNameError error) =>
        new(symbol, attribute, argument, error.Start, error.Length, false);

    public static Anchor AtAttribute(ISymbol symbol, AttributeData attribute) => new(symbol, attribute, null, 0, -1, false);
}

/// <summary>Takes what the parser finds; null where nobody listens.</summary>
internal delegate void Report(DiagnosticDescriptor rule, Anchor anchor, params object[] arguments);
