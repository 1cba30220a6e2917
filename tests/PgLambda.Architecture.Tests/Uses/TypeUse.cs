namespace PgLambda.Architecture.Tests;

/// <summary>A place where a file names a type, or a member of a type, that another declaration makes.</summary>
/// <param name="File">Where.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="By">The outermost type that the place is in; null outside of types.</param>
/// <param name="Of">The outermost type that is used.</param>
/// <param name="DeclaredIn">The files that declare a part of it.</param>
/// <param name="InSignature">Whether <paramref name="By"/> cannot be declared without it, as <see cref="Signatures"/> defines.</param>
internal sealed record TypeUse(string File, int Line, string? By, string Of, IReadOnlyList<string> DeclaredIn, bool InSignature)
{
    /// <summary>The files that this one depends on by it: none where it holds a part of the type itself.</summary>
    public IEnumerable<string> Targets => DeclaredIn.Contains(File) ? [] : DeclaredIn;
}
