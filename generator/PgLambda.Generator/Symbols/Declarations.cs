using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Symbols;

/// <summary>
/// What a compilation declares, and which of its interfaces may be lambda interfaces. Two are equal where nothing but what runs differs, the bodies of methods for instance, which no client depends on: so what
/// comes of the one is what comes of the other. It keeps no compilation alive.
/// </summary>
internal sealed class Declarations(Compilation compilation, EquatableArray<string> interfaces) : IEquatable<Declarations>
{
    private readonly WeakReference<Compilation> _compilation = new(compilation);
    private readonly string? _assembly = compilation.AssemblyName;
    private readonly CompilationOptions _options = compilation.Options;
    private readonly ImmutableArray<MetadataReference> _references = compilation.References.ToImmutableArray();
    private readonly ImmutableArray<SyntaxTree> _trees = compilation.SyntaxTrees.ToImmutableArray();

    /// <summary>The metadata names of the interfaces, in order.</summary>
    public EquatableArray<string> Interfaces { get; } = interfaces;

    /// <summary>The compilation, as long as its run lasts.</summary>
    public Compilation Compilation => _compilation.TryGetTarget(out var compilation) ? compilation : throw new InvalidOperationException("The compilation is not there any more; an earlier run of the generator failed.");

    public bool Equals(Declarations? other) =>
        other is not null
        && Interfaces.Equals(other.Interfaces)
        && _assembly == other._assembly
        && _options.Equals(other._options)
        && _references.SequenceEqual(other._references)
        && HaveEqual(_trees, other._trees);

    public override bool Equals(object? obj) => Equals(obj as Declarations);

    public override int GetHashCode() => Interfaces.GetHashCode();

    private static bool HaveEqual(ImmutableArray<SyntaxTree> left, ImmutableArray<SyntaxTree> right)
    {
        if (left.Length != right.Length)
            return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (!ReferenceEquals(left[i], right[i]) && !(left[i].Options.Equals(right[i].Options) && SyntaxFactory.AreEquivalent(left[i], right[i], topLevel: true)))
                return false;
        }
        return true;
    }
}
