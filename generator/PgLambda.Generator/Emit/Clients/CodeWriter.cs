using System.Runtime.CompilerServices;
using System.Text;

namespace PgLambda.Generator.Emit.Clients;

/// <summary>
/// Writes indented lines, ended by a line feed on every system, so that output is the same everywhere. An interpolated line is written as it is put together, into a buffer that each thread
/// keeps: beside the finished text nothing is allocated for it.
/// </summary>
internal sealed class CodeWriter
{
    [ThreadStatic]
    private static StringBuilder? _kept;

    private readonly StringBuilder _text;
    private int _depth;

    public CodeWriter()
    {
        _text = _kept ?? new StringBuilder(16 * 1024);
        _kept = null;
    }

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0)
            Indent().Append(line);
        _text.Append('\n');
        return this;
    }

    public CodeWriter Line([InterpolatedStringHandlerArgument("")] ref WrittenLine line)
    {
        line.End();
        return this;
    }

    public CodeWriter LineIfAny(string? line) => line is null ? this : Line(line);

    public CodeWriter Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
        return this;
    }

    public CodeWriter Open()
    {
        Line("{");
        _depth++;
        return this;
    }

    public CodeWriter Close(string end = "}")
    {
        _depth--;
        return Line(end);
    }

    public CodeWriter Indented(Action<CodeWriter> write)
    {
        _depth++;
        write(this);
        _depth--;
        return this;
    }

    /// <summary>The finished text; the writer is done then.</summary>
    public override string ToString()
    {
        var text = _text.ToString();
        // What one large client needed, the next hundred small ones do not.
        if (_text.Capacity <= 256 * 1024)
        {
            _text.Clear();
            _kept = _text;
        }
        return text;
    }

    private StringBuilder Indent() => _text.Append(' ', _depth * 4);

    /// <summary>An interpolated line, on its way into the text.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct WrittenLine
    {
        private readonly StringBuilder _text;

        public WrittenLine(int literalLength, int formattedCount, CodeWriter writer) => _text = writer.Indent();

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(string? text) => _text.Append(text);

        public void AppendFormatted(int number) => _text.Append(number);

        public void End() => _text.Append('\n');
    }
}
