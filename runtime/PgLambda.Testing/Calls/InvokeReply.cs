namespace PgLambda.Testing;

/// <summary>What SQL gets: a row of results, or an error to raise.</summary>
internal sealed record InvokeReply
{
    public int? StatusCode { get; init; }
    public ReadOnlyMemory<byte>? Payload { get; init; }
    public string? ExecutedVersion { get; init; }
    public string? LogResult { get; init; }
    public string? Error { get; init; }
    public string? Detail { get; init; }
    public string? Hint { get; init; }
    public string? ErrorCode { get; init; }
}
