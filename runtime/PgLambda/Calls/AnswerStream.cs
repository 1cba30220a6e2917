using System.Buffers;
using System.Text;

namespace PgLambda;

/// <summary>
/// The payload of an answer while it is read from the connection. It keeps the beginning, for an error to show, and tells the connection's failures from those of whoever reads.
/// </summary>
internal sealed class AnswerStream(Stream column) : Stream
{
    /// <summary>What is kept of an answer, in bytes.</summary>
    public const int Kept = 32 * 1024;

    private const int Smallest = 512;

    private byte[] _beginning = [];
    private int _kept;

    /// <summary>Whether the connection failed, and not the reader.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>How many bytes have been read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The beginning of the text; all of it, where it is no longer than what is kept.</summary>
    public ReadOnlySpan<byte> Beginning => _beginning.AsSpan(0, _kept);

    /// <summary>Whether what has been read is JSON null.</summary>
    public bool IsNull => Beginning.Trim(" \t\r\n"u8).SequenceEqual("null"u8);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    /// <summary>The beginning as text, which never ends inside a character.</summary>
    public string BeginningText()
    {
        var text = Beginning;
        if (BytesRead > _kept)
        {
            var end = text.Length;
            while (end > 0 && (text[end - 1] & 0b1100_0000) == 0b1000_0000)
                end--;
            // The character that the cut is in, or the last whole one: either is the price.
            text = text[..Math.Max(0, end - 1)];
        }
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>Reads what is left, which nobody wants but an error.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        var rest = ArrayPool<byte>.Shared.Rent(Kept);
        try
        {
            while (await ReadAsync(rest, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rest);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await column.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            HasFailed = true;
            throw;
        }
        Keep(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await column.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            GiveBack();
            column.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        BytesRead += read.Length;
        var kept = Math.Min(read.Length, Kept - _kept);
        if (kept <= 0)
            return;
        if (_kept + kept > _beginning.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, Math.Max(_kept + kept, Math.Min(Kept, 2 * _beginning.Length))));
            Beginning.CopyTo(larger);
            GiveBackArray();
            _beginning = larger;
        }
        read[..kept].CopyTo(_beginning.AsSpan(_kept));
        _kept += kept;
    }

    private void GiveBack()
    {
        GiveBackArray();
        _kept = 0;
    }

    private void GiveBackArray()
    {
        if (_beginning.Length > 0)
            ArrayPool<byte>.Shared.Return(_beginning);
        _beginning = [];
    }
}
