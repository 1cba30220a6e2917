using System.Buffers.Binary;
using System.Net.Sockets;

namespace PgLambda.Testing;

/// <summary>Cuts what a PostgreSQL client sends into messages.</summary>
internal sealed class WireReader(Socket socket)
{
    private const int SmallBuffer = 8 * 1024;
    private byte[] _buffer = new byte[SmallBuffer];
    private int _start;
    private int _end;

    /// <summary>Reads one message: its type (0 for the startup packet, which has none) and its body, valid until the next read. Null at the end of the stream.</summary>
    public async ValueTask<(byte Type, ReadOnlyMemory<byte> Body)?> ReadAsync(bool startup, int maxLength, CancellationToken cancellationToken)
    {
        var prefix = startup ? 4 : 5;
        if (!await FillAsync(prefix, cancellationToken).ConfigureAwait(false))
            return null;
        var type = startup ? (byte)0 : _buffer[_start];
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + prefix - 4));
        if (length < 4 || length > maxLength)
            throw new InvalidDataException($"A message of {length} bytes is out of bounds.");
        var total = prefix - 4 + length;
        if (!await FillAsync(total, cancellationToken).ConfigureAwait(false))
            return null;
        ReadOnlyMemory<byte> body = _buffer.AsMemory(_start + prefix, length - 4);
        _start += total;
        return (type, body);
    }

    /// <summary>Waits until the peer sends more or closes: true when there is more to read.</summary>
    public async Task<bool> WaitForMoreAsync(CancellationToken cancellationToken)
    {
        if (_start < _end)
            return true;
        _start = _end = 0;
        if (_buffer.Length > SmallBuffer)
            _buffer = new byte[SmallBuffer];
        return await ReceiveAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_buffer.Length - _start < count)
            MakeRoom(count);
        while (_end - _start < count)
        {
            if (!await ReceiveAsync(cancellationToken).ConfigureAwait(false))
                return false;
        }
        return true;
    }

    private void MakeRoom(int count)
    {
        var target = count > _buffer.Length ? new byte[count] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, _end - _start);
        _buffer = target;
        _end -= _start;
        _start = 0;
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        var read = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }
}
