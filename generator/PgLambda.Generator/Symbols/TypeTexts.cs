using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>
/// The C# text of types, put together once for each: a compilation's interfaces name the same few thousands of times, and after every edit again. Forgotten with the compilation.
/// </summary>
internal sealed class TypeTexts
{
    private static readonly ConditionalWeakTable<Compilation, TypeTexts> Known = new();

    // Nullable annotations and the names of a tuple's elements are part of the text.
    private readonly ConcurrentDictionary<ITypeSymbol, string> _texts = new(SymbolEqualityComparer.IncludeNullability);

    public static TypeTexts Of(Compilation compilation) => Known.GetValue(compilation, static _ => new TypeTexts());

    public string this[ITypeSymbol type] => _texts.GetOrAdd(type, static type => type.ToDisplayString(CSharpText.TypeFormat));
}
