using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Symbols;

/// <summary>The types that are known by name, told apart without a look-up in the compilation.</summary>
internal static class KnownTypes
{
    /// <summary>The namespace of the attributes, results and everything else that a user names.</summary>
    public const string Namespace = "PgLambda";

    public static bool IsCancellationToken(ITypeSymbol type) => Is(type, "CancellationToken", "System.Threading");

    public static bool IsTaskLike(ITypeSymbol type) => Is(type, "Task", "System.Threading.Tasks") || Is(type, "ValueTask", "System.Threading.Tasks");

    /// <summary>Whether a type hands out the items of an answer, one after the other.</summary>
    public static bool IsItems(ITypeSymbol type) => Is(type, "IAsyncEnumerable", "System.Collections.Generic");

    /// <summary>Whether a type hands out one value after the other, over time.</summary>
    public static bool IsStream(ITypeSymbol type) =>
        IsItems(type) || Is(type, "IAsyncEnumerator", "System.Collections.Generic")
        || Is(type, "IObservable", "System") || Is(type, "IObserver", "System")
        || Is(type, "ChannelReader", "System.Threading.Channels") || Is(type, "ChannelWriter", "System.Threading.Channels") || Is(type, "Channel", "System.Threading.Channels");

    public static bool IsCallOptions(ITypeSymbol type) => Is(type, "LambdaCallOptions", Namespace);

    public static bool IsLambdaResult(ITypeSymbol type) => Is(type, "LambdaResult", Namespace);

    public static bool Is(ITypeSymbol type, string name, string ns) => type.Name == name && type.ContainingType is null && IsNamespace(type.ContainingNamespace, ns);

    public static bool IsNamespace(INamespaceSymbol? symbol, string ns)
    {
        var end = ns.Length;
        while (symbol is { IsGlobalNamespace: false })
        {
            var start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(ns, start, symbol.Name, 0, symbol.Name.Length) != 0)
                return false;
            symbol = symbol.ContainingNamespace;
            if (start == 0)
                return symbol is { IsGlobalNamespace: true };
            if (ns[start - 1] != '.')
                return false;
            end = start - 1;
        }
        return false;
    }
}
