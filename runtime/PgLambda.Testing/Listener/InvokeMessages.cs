using System.Text.Json.Serialization;

namespace PgLambda.Testing;

/// <summary>The arguments of one invocation, as the SQL worker sends them in front of the payload.</summary>
internal sealed record InvokeHeader
{
    public required string Id { get; init; }
    public string? Function { get; init; }
    public string? Region { get; init; }
    public string? Type { get; init; }
    public string? Log { get; init; }
    public string? Context { get; init; }
    public string? Qualifier { get; init; }
    public bool NoPayload { get; init; }
    public string? Role { get; init; }
    public long? Transaction { get; init; }
    public int RequestTimeoutMs { get; init; }
    public int ConnectTimeoutMs { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InvokeHeader))]
internal sealed partial class InvokeJson : JsonSerializerContext;

/// <summary>One invocation as it reached the listener.</summary>
internal sealed record InvokeRequest(InvokeHeader Header, ReadOnlyMemory<byte> Payload);

/// <summary>What the SQL worker gets back: a row of results, or an error that it raises.</summary>
internal sealed record InvokeReply
{
    public int? StatusCode { get; init; }
    public ReadOnlyMemory<byte>? Payload { get; init; }
    public string? ExecutedVersion { get; init; }
    public string? LogResult { get; init; }
    public string? Error { get; init; }
    public string? Detail { get; init; }
    public string? ErrorCode { get; init; }
}

/// <summary>Answers a request. Null means: close the connection without an answer.</summary>
internal delegate Task<InvokeReply?> InvokeCallback(InvokeRequest request, CancellationToken cancellationToken);
