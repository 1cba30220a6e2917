using System.Text.Json.Serialization;

namespace PgLambda.Testing;

/// <summary>One invocation as it reached the listener: the arguments as the caller gave them, and the payload.</summary>
internal sealed record InvokeRequest
{
    public required string Id { get; init; }
    public string? Function { get; init; }
    public string? Region { get; init; }
    public string? Type { get; init; }
    public string? Log { get; init; }
    public string? Context { get; init; }
    public string? Qualifier { get; init; }

    /// <summary>How long the payload is, in bytes; null when it was SQL NULL. One that is too long for Lambda arrives cut.</summary>
    public int? PayloadBytes { get; init; }
    public string? Role { get; init; }
    public long? Transaction { get; init; }
    public int RequestTimeoutMs { get; init; }
    public int ConnectTimeoutMs { get; init; }

    /// <summary>UTF-8, as it came.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Payload { get; init; }
}
