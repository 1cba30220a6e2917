using System.Text;

namespace PgLambda.CodeFixes;

internal static class KebabCase
{
    private const string Suffix = "Async";

    /// <summary>A method's name as functions are commonly named: <c>GetHTTPStatusV2Async</c> is <c>get-http-status-v2</c>.</summary>
    public static string FunctionName(string method)
    {
        var name = method.Length > Suffix.Length && method.EndsWith(Suffix, StringComparison.Ordinal) ? method.Substring(0, method.Length - Suffix.Length) : method;
        var result = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '_')
            {
                if (result.Length > 0)
                    Separate(result);
                continue;
            }
            var startsWord = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
            if (startsWord && result.Length > 0)
                Separate(result);
            result.Append(char.ToLowerInvariant(name[i]));
        }
        return result.ToString().TrimEnd('-');
    }

    private static void Separate(StringBuilder text)
    {
        if (text[text.Length - 1] != '-')
            text.Append('-');
    }
}
