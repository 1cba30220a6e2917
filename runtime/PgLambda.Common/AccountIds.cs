namespace PgLambda;

/// <summary>Takes AWS accounts out of texts that may be logged.</summary>
internal static class AccountIds
{
    private const string Instead = "<account>", Function = ":function:";
    private const int Digits = 12;

    /// <summary>
    /// The text with <c>&lt;account&gt;</c> for each account that is a part of an ARN, or that is quoted by itself as a malformed one is. Other numbers stay, twelve digits long or not: a message
    /// of a function may be about an order.
    /// </summary>
    public static string Mask(string text)
    {
        var masked = text;
        // From the end, so that what was replaced moves nothing that is still to be looked at.
        for (var end = text.Length; end >= Digits; end--)
        {
            var start = end - Digits;
            if (!IsAccount(text, start, end))
                continue;
            masked = masked.Remove(start, Digits).Insert(start, Instead);
            end = start + 1;
        }
        return masked;
    }

    /// <summary>The text with <c>&lt;account&gt;</c> for every twelve digits in a row: for what should be a function, and is none, so that nothing says where in it an account would be.</summary>
    public static string MaskAll(string text)
    {
        var masked = new System.Text.StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && Ascii.IsDigit(text[end]))
                end++;
            if (end - start == Digits)
                masked.Append(Instead);
            else
                masked.Append(text, start, Math.Max(end, start + 1) - start);
            start = Math.Max(end, start + 1);
        }
        return masked.ToString();
    }

    private static bool IsAccount(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!Ascii.IsDigit(text[i]))
                return false;
        }
        var (before, after) = (start == 0 ? ' ' : text[start - 1], end == text.Length ? ' ' : text[end]);
        if (Ascii.IsDigit(before) || Ascii.IsDigit(after))
            return false;
        // The ellipsis ends a text that was cut.
        return before is ':' or '\'' or '"' && after is ':' or '\'' or '"' or '…'
            || string.CompareOrdinal(text, end, Function, 0, Function.Length) == 0;
    }
}
