using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>
/// Says that a class is a generated client, and where it holds, in words, what it calls: <c>pglambda</c> reads both from the assembly's metadata, without loading it, and derives policies, grants
/// and checks from them. Nothing reads the attribute at run time. Not meant to be used by other code.
/// </summary>
/// <remarks>
/// The constant holds the interface with its namespace and outer types, and a line for each method, a line feed between them. A line is the method's name and the function as the attribute has
/// it, then <c>region=…</c>, <c>qualifier=…</c> (<c>*</c> where a parameter chooses it), <c>invocation=…</c> (<c>RequestResponse</c> where it is absent), <c>timeout=…</c> in milliseconds, and the
/// word <c>options</c> where a caller may choose qualifier and time-out of a single call; a space between them. What is absent is not set, and a reader leaves out what it does not know.
/// </remarks>
/// <param name="version">The form of the constant, 1 today. A reader refuses a newer one: it might misread it.</param>
/// <param name="constant">The name of the constant in the same class.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaManifestAttribute(int version, string constant) : Attribute
{
    /// <summary>The form of the constant.</summary>
    public int Version { get; } = version;

    /// <summary>The name of the constant in the same class.</summary>
    public string Constant { get; } = constant;
}
