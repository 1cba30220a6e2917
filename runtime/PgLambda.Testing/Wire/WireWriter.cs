using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PgLambda.Testing;

/// <summary>Collects messages of the PostgreSQL protocol and sends them in one piece.</summary>
internal sealed class WireWriter(Socket socket)
{
    private static readonly byte[] RowDescription = Describe("id", "status_code", "payload", "executed_version", "log_result", "error", "detail", "hint", "error_code");
    private ArrayBufferWriter<byte> _out = new(1024);

    public void AskForPassword() => Message('R', static w => w.Int32(3));

    public void WelcomeAndReady()
    {
        Message('R', static w => w.Int32(0));
        Parameter("server_version", "15.0");
        Parameter("server_encoding", "UTF8");
        Parameter("client_encoding", "UTF8");
        Parameter("standard_conforming_strings", "on");
        Parameter("integer_datetimes", "on");
        Parameter("DateStyle", "ISO, MDY");
        Message('K', static w =>
        {
            w.Int32(1);
            w.Int32(0);
        });
        Ready();
    }

    public void Error(string severity, string code, string message)
    {
        Message('E', w =>
        {
            w.Field('S', severity);
            w.Field('V', severity);
            w.Field('C', code);
            w.Field('M', message);
            w.Byte(0);
        });
    }

    public void Ready() => Message('Z', static w => w.Byte((byte)'I'));

    public void Reply(string id, InvokeReply reply)
    {
        _out.Write(RowDescription);
        Message('D', w =>
        {
            w.Int16(9);
            w.Value(id);
            w.Value(reply.StatusCode?.ToString(CultureInfo.InvariantCulture));
            w.Value(reply.Payload);
            w.Value(reply.ExecutedVersion);
            w.Value(reply.LogResult);
            w.Value(reply.Error);
            w.Value(reply.Detail);
            w.Value(reply.Hint);
            w.Value(reply.ErrorCode);
        });
        Message('C', static w => w.Text("SELECT 1"));
        Ready();
    }

    /// <summary>Says that a part of a payload was taken.</summary>
    public void PartTaken()
    {
        Message('C', static w => w.Text("SELECT 0"));
        Ready();
    }

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var rest = _out.WrittenMemory;
        while (!rest.IsEmpty)
            rest = rest[await socket.SendAsync(rest, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        if (_out.Capacity > 64 * 1024)
            _out = new ArrayBufferWriter<byte>(1024);
        else
            _out.ResetWrittenCount();
    }

    private static byte[] Describe(params string[] columns)
    {
        using var none = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var writer = new WireWriter(none);
        writer.Message('T', w =>
        {
            w.Int16((short)columns.Length);
            foreach (var column in columns)
            {
                w.Text(column);
                w.Int32(0);
                w.Int16(0);
                w.Int32(25); // the OID of text
                w.Int16(-1);
                w.Int32(-1);
                w.Int16(0);
            }
        });
        return writer._out.WrittenSpan.ToArray();
    }

    private void Parameter(string name, string value) => Message('S', w =>
    {
        w.Text(name);
        w.Text(value);
    });

    private void Message(char type, Action<WireWriter> body)
    {
        // The length is known only after the body: write the body apart, then join.
        var whole = _out;
        _out = new ArrayBufferWriter<byte>(256);
        body(this);
        var content = _out;
        _out = whole;
        Byte((byte)type);
        Int32(content.WrittenCount + 4);
        _out.Write(content.WrittenSpan);
    }

    private void Byte(byte value)
    {
        _out.GetSpan(1)[0] = value;
        _out.Advance(1);
    }

    private void Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_out.GetSpan(2), value);
        _out.Advance(2);
    }

    private void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_out.GetSpan(4), value);
        _out.Advance(4);
    }

    private void Text(string value)
    {
        _out.Advance(Encoding.UTF8.GetBytes(value, _out.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
        Byte(0);
    }

    private void Field(char code, string value)
    {
        Byte((byte)code);
        Text(value);
    }

    // PostgreSQL has no zero character: an error text that holds one would cut the message short.
    private void Value(string? value) => Value(Utf8.OrNull(value?.Replace("\0", "\\u0000")));

    private void Value(ReadOnlyMemory<byte>? value)
    {
        if (value is not { } bytes)
        {
            Int32(-1);
            return;
        }
        Int32(bytes.Length);
        _out.Write(bytes.Span);
    }
}
