namespace PgLambda;

/// <summary>Puts texts of others into messages.</summary>
internal static class Sentences
{
    public static string End(string sentence) => sentence.EndsWith('.') || sentence.EndsWith('!') || sentence.EndsWith('?') ? sentence : sentence + ".";

    public static string Shorten(string text) => text.Length <= 500 ? text : text[..500] + "…";
}
