using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace PgLambda;

/// <summary>
/// Whether a text that was written lost something: the serializer replaces half of a surrogate pair by U+FFFD without a word, and the function would get
/// another text than it was sent. Only a text with that character in it is looked at again.
/// </summary>
internal static class SurrogateCheck
{
    public static bool IsNeeded(ReadOnlySpan<byte> json) => json.IndexOf(@"\uFFFD"u8) >= 0 || json.IndexOf(@"\ufffd"u8) >= 0 || json.IndexOf("\uFFFD"u8) >= 0;

    /// <summary>An encoder that refuses what the ordinary one replaces.</summary>
    public static JavaScriptEncoder Strict(JavaScriptEncoder? encoder) => new Encoder(encoder ?? JavaScriptEncoder.Default);

    private sealed class Encoder(JavaScriptEncoder inner) : JavaScriptEncoder
    {
        public override int MaxOutputCharactersPerInputCharacter => inner.MaxOutputCharactersPerInputCharacter;

        public override bool WillEncode(int unicodeScalar) => inner.WillEncode(unicodeScalar);

        public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
        {
            Check(new ReadOnlySpan<char>(text, textLength));
            return inner.FindFirstCharacterToEncode(text, textLength);
        }

        public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
            inner.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

        private static void Check(ReadOnlySpan<char> text)
        {
            while (!text.IsEmpty)
            {
                if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
                    throw new ArgumentException("The text is invalid UTF-16: half of a surrogate pair stands alone.");
                text = text[length..];
            }
        }
    }
}
