namespace PgLambda.Generator.Model;

/// <summary>The names of generated files.</summary>
internal static class HintNames
{
    // Where generated files are written out, a path segment has 255 bytes at most, and a character up to three.
    private const int Longest = 80;

    private const string End = ".g.cs";

    /// <summary>Namespace, name and arity; a hash stands for what would make the name too long.</summary>
    public static string Of(string clientNamespace, string clientName, int arity)
    {
        // The escape of a keyword is not part of the name, and no character of a file's either.
        var ns = clientNamespace.Replace("@", "");
        var name = (ns.Length == 0 ? "" : ns + ".") + clientName + (arity == 0 ? "" : "." + arity);
        return name.Length <= Longest ? name + End : $"{name.Substring(0, Longest)}.{StableHash(name):x8}{End}";
    }

    /// <summary>The same name, told apart from one that differs by case only.</summary>
    public static string Disambiguate(string hintName) =>
        $"{hintName.Substring(0, hintName.Length - End.Length)}.{StableHash(hintName):x8}{End}";

    // FNV-1a: string.GetHashCode differs from process to process.
    private static uint StableHash(string text) => text.Aggregate(2166136261u, static (hash, c) => unchecked((hash ^ c) * 16777619u));
}
