using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Analyzers;

/// <summary>Whether a compilation has anything to do with <c>[LambdaFunction]</c> or <c>[LambdaClient]</c>. Most have not, and must not pay for what is looked at node by node.</summary>
internal static class AttributeUse
{
    private const int Block = 8192;
    private static readonly string[] Written = ["LambdaFunction", "LambdaClient"];
    private static readonly ConditionalWeakTable<Compilation, StrongBox<bool>> Known = new();

    /// <summary>Whether its own files name one of them.</summary>
    public static bool IsInSource(Compilation compilation, CancellationToken cancellationToken)
    {
        if (!Known.TryGetValue(compilation, out var known))
            known = Known.GetValue(compilation, _ => new StrongBox<bool>(compilation.SyntaxTrees.Any(tree => Names(tree.GetText(cancellationToken)))));
        return known.Value;
    }

    /// <summary>Whether it, or an assembly that it references, may have lambda interfaces: one that has references the runtime.</summary>
    public static bool IsWithinReach(Compilation compilation, CancellationToken cancellationToken) =>
        compilation.SourceModule.ReferencedAssemblySymbols.Any(assembly => !IsOurs(assembly) && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == KnownTypes.Namespace)))
        || IsInSource(compilation, cancellationToken);

    // The runtime's other packages, which reference it too and have no such interface.
    private static bool IsOurs(IAssemblySymbol assembly) => assembly.Name.StartsWith(KnownTypes.Namespace + ".", StringComparison.Ordinal);

    // The text as it is, without a string for each line or file.
    private static bool Names(SourceText text)
    {
        var buffer = new char[Block];
        for (var start = 0; start < text.Length; start += Block - Written[0].Length)
        {
            var length = Math.Min(Block, text.Length - start);
            text.CopyTo(start, buffer, 0, length);
            foreach (var name in Written)
            {
                if (buffer.AsSpan(0, length).IndexOf(name.AsSpan(), StringComparison.Ordinal) >= 0)
                    return true;
            }
        }
        return false;
    }
}
