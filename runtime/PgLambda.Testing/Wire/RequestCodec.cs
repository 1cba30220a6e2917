using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PgLambda.Testing;

/// <summary>
/// Reads the texts of the queries of one connection. A request is a signature, a newline, a JSON header, a newline and the payload as it is; a long payload comes before
/// it instead, in parts. The signature covers header and payload.
/// </summary>
internal sealed class RequestCodec(string secret) : IDisposable
{
    private const int SignatureLength = 64;
    private const int PartsLimit = 8 * 1024 * 1024;
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    // One for the connection's life: making one takes longer than hashing a request.
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ArrayBufferWriter<byte>? _parts;

    private static ReadOnlySpan<byte> PartMark => "part\n"u8;

    public static bool IsPart(ReadOnlySpan<byte> query) => query.StartsWith(PartMark);

    /// <summary>Keeps a part of the payload of the request that follows; false when it is none, or one too many.</summary>
    public bool TakePart(ReadOnlySpan<byte> query)
    {
        var text = query[PartMark.Length..];
        _parts ??= new ArrayBufferWriter<byte>(1024 * 1024);
        if (_parts.WrittenCount + text.Length > PartsLimit)
        {
            _parts = null;
            return false;
        }
        var target = _parts.GetSpan(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        if (Base64.DecodeFromUtf8(text, target, out _, out var written) != OperationStatus.Done)
        {
            _parts = null;
            return false;
        }
        _parts.Advance(written);
        return true;
    }

    /// <summary>The request, or null when the text is not one that the holder of the secret has signed.</summary>
    public InvokeRequest? Read(ReadOnlySpan<byte> query)
    {
        var parts = _parts;
        _parts = null;
        if (query.Length <= SignatureLength || query[SignatureLength] != (byte)'\n')
            return null;
        var signature = query[..SignatureLength];
        var rest = query[(SignatureLength + 1)..];
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
            return null;
        var payload = parts is null ? rest[(end + 1)..] : parts.WrittenSpan;
        if (!IsSigned(signature, rest[..(end + 1)], payload))
            return null;
        var request = JsonSerializer.Deserialize(rest[..end], RequestJson.Default.InvokeRequest);
        return request is null ? null : request with { Payload = payload.ToArray() };
    }

    public void Dispose() => _hash.Dispose();

    private bool IsSigned(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.AppendData(_secret);
        _hash.AppendData(header);
        _hash.AppendData(payload);
        _hash.AppendData(_secret);
        _hash.GetHashAndReset(hash);
        Span<byte> expected = stackalloc byte[SignatureLength];
        Encoding.ASCII.GetBytes(Convert.ToHexString(hash).ToLowerInvariant(), expected);
        return CryptographicOperations.FixedTimeEquals(signature, expected);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InvokeRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
