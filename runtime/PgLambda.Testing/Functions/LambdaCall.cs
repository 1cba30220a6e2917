using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>What a handler may know about the invocation that it serves, and where it logs to.</summary>
public sealed class LambdaCall
{
    private readonly RecordedCall _record;
    private readonly TailLog _log;

    internal LambdaCall(RecordedCall record, int attempt, TailLog log, CancellationToken cancellationToken)
    {
        _record = record;
        _log = log;
        Attempt = attempt;
        CancellationToken = cancellationToken;
    }

    /// <inheritdoc cref="RecordedCall.Function"/>
    public string Function => _record.Function;

    /// <inheritdoc cref="RecordedCall.FunctionArn"/>
    public string FunctionArn => _record.FunctionArn;

    /// <inheritdoc cref="RecordedCall.Qualifier"/>
    public string? Qualifier => _record.Qualifier;

    /// <inheritdoc cref="RecordedCall.Region"/>
    public string Region => _record.Region;

    /// <inheritdoc cref="RecordedCall.InvocationType"/>
    public LocalInvocationType InvocationType => _record.InvocationType;

    /// <inheritdoc cref="RecordedCall.LogType"/>
    public LocalLogType LogType => _record.LogType;

    /// <inheritdoc cref="RecordedCall.Payload"/>
    public JsonElement Payload => _record.Payload;

    /// <inheritdoc cref="RecordedCall.PayloadText"/>
    public string PayloadText => _record.PayloadText;

    /// <inheritdoc cref="RecordedCall.PayloadBytes"/>
    public ReadOnlyMemory<byte> PayloadBytes => _record.PayloadBytes;

    /// <summary>The client context, for RequestResponse only, as Lambda delivers it; null for an event, and without one.</summary>
    public JsonElement? ClientContext => InvocationType == LocalInvocationType.RequestResponse ? _record.ClientContext : null;

    /// <inheritdoc cref="RecordedCall.DatabaseRole"/>
    public string DatabaseRole => _record.DatabaseRole;

    /// <inheritdoc cref="RecordedCall.RequestTimeout"/>
    public TimeSpan RequestTimeout => _record.RequestTimeout;

    /// <inheritdoc cref="RecordedCall.TransactionId"/>
    public long? TransactionId => _record.TransactionId;

    /// <inheritdoc cref="RecordedCall.RequestId"/>
    public string RequestId => _record.RequestId;

    /// <summary>1 for the first run, 2 and 3 for the retries of an event.</summary>
    public int Attempt { get; }

    /// <summary>The version that runs: <c>$LATEST</c> or a number.</summary>
    public string ExecutedVersion => _record.ExecutedVersion ?? FunctionReference.Latest;

    /// <summary>Fires when the database gives the call up: a cancelled statement, <c>statement_timeout</c>, the request time-out, a closed session; and when the listener stops.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Writes a line to the function's log: what the caller of <c>log_type = 'Tail'</c> gets.</summary>
    public void Log(string line) => _log.Write(line);
}
