using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PgLambda.Testing;

/// <summary>Reads the text of a query: signature, newline, JSON header, newline, payload as it is.</summary>
internal sealed class RequestCodec(string secret)
{
    private const int SignatureLength = 64;
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>The request, or null when the text is not one that the holder of the secret has signed.</summary>
    public InvokeRequest? Read(ReadOnlySpan<byte> query)
    {
        if (query.Length <= SignatureLength || query[SignatureLength] != (byte)'\n')
            return null;
        var signature = query[..SignatureLength];
        var rest = query[(SignatureLength + 1)..];
        var end = rest.IndexOf((byte)'\n');
        if (end < 0 || !IsSigned(signature, rest[..end]))
            return null;
        var request = JsonSerializer.Deserialize(rest[..end], RequestJson.Default.InvokeRequest);
        return request is null ? null : request with { Payload = rest[(end + 1)..].ToArray() };
    }

    private bool IsSigned(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> header)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(_secret);
        sha.AppendData(header);
        sha.AppendData(_secret);
        sha.GetHashAndReset(hash);
        Span<byte> expected = stackalloc byte[SignatureLength];
        Encoding.ASCII.GetBytes(Convert.ToHexString(hash).ToLowerInvariant(), expected);
        return CryptographicOperations.FixedTimeEquals(signature, expected);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InvokeRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
