namespace PgLambda.Tool;

/// <summary>Text for a POSIX shell.</summary>
internal static class Shell
{
    /// <summary>The text as one word, whatever is in it.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
