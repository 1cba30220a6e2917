using System.Globalization;
using System.Text;

namespace PgLambda.Testing;

/// <summary>The log of one run of a function, with the lines that Lambda itself writes around it.</summary>
internal sealed class TailLog(string requestId, string version)
{
    private const int TailBytes = 4096;
    private readonly StringBuilder _text = new();

    public void Write(string line)
    {
        lock (_text)
            _text.Append(line).Append('\n');
    }

    /// <summary>Writes the closing lines; gives the last 4 KB, base64.</summary>
    public string Close(TimeSpan duration)
    {
        var milliseconds = duration.TotalMilliseconds;
        Write($"END RequestId: {requestId}");
        Write(string.Create(CultureInfo.InvariantCulture,
            $"REPORT RequestId: {requestId}\tDuration: {milliseconds:0.00} ms\tBilled Duration: {Math.Ceiling(milliseconds):0} ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t"));
        byte[] bytes;
        lock (_text)
            bytes = Encoding.UTF8.GetBytes($"START RequestId: {requestId} Version: {version}\n{_text}");
        var start = Math.Max(0, bytes.Length - TailBytes);
        // Not in the middle of a character: who decodes the log as UTF-8 would fail.
        while (start < bytes.Length && (bytes[start] & 0xC0) == 0x80)
            start++;
        return Convert.ToBase64String(bytes.AsSpan(start));
    }
}
