using System.Text;

namespace PgLambda.Generator.Emit.Clients;

/// <summary>Writes indented lines, ended by a line feed on every system, so that output is the same everywhere.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new(8192);
    private int _depth;

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', _depth * 4).Append(line);
        _text.Append('\n');
        return this;
    }

    public CodeWriter LineIfAny(string? line) => line is null ? this : Line(line);

    public CodeWriter Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
        return this;
    }

    public CodeWriter Open(string? line = null)
    {
        if (line is not null)
            Line(line);
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

    public override string ToString() => _text.ToString();
}
