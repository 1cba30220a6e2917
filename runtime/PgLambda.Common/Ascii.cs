namespace PgLambda;

/// <summary>ASCII classes: <c>char.IsDigit</c> and regular expressions also take other scripts' digits.</summary>
internal static class Ascii
{
    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsNameCharacter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '-' or '_' || IsDigit(c);
}
