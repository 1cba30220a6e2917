using System.Text;

namespace PgLambda.Testing;

/// <summary>Text as bytes, where null stays null. (The conversion from a null array would give empty bytes.)</summary>
internal static class Utf8
{
    public static ReadOnlyMemory<byte>? OrNull(string? text)
    {
        if (text is null)
            return null;
        return Encoding.UTF8.GetBytes(text);
    }
}
