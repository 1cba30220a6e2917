namespace PgLambda;

/// <summary>
/// The call was answered, but the answer cannot be used: no row, an unexpected status, no payload where the method returns a value, a payload that
/// does not fit the method's type, or one that is not JSON, so that PostgreSQL refused it. The invocation stands: for a synchronous call the function ran.
/// </summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">The serializer's error, where there was one.</param>
public sealed class LambdaResponseException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    /// <summary>The status that came, or null where none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>
    /// The payload's JSON text as it came, or null where none came. Answers are read as they come and not kept: of one that has more than 32,768 bytes this is the beginning, and
    /// <see cref="PayloadLength"/> says how many it had. A method that returns <see cref="RawJson"/> gets any answer whole.
    /// </summary>
    public string? Payload { get; init; }

    /// <summary>How many bytes the payload had, as UTF-8; null where none came.</summary>
    public long? PayloadLength { get; init; }

    /// <summary>The version that ran, where the answer says so.</summary>
    public string? ExecutedVersion { get; init; }

    /// <summary>The end of the function's log, where it was asked for.</summary>
    public string? Log { get; init; }

    private protected override FunctionState UsualState => FunctionState.Ran;
}
