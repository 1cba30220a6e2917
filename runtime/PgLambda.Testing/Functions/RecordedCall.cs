using System.Text;
using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>One <c>aws_lambda.invoke</c> that reached the listener: what was asked, by whom, and what became of it.</summary>
public sealed class RecordedCall
{
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JsonElement? _payload;
    private JsonElement? _clientContext;

    internal RecordedCall(InvokeRequest request, ReadOnlyMemory<byte> payload)
    {
        Request = request;
        PayloadBytes = payload;
    }

    /// <summary>The function's name alone, without ARN and qualifier; the text as it was given when that is no function name.</summary>
    public string Function { get; internal set; } = "";

    /// <summary>The function's ARN, without qualifier, completed with the stand-in's region and account; empty when the name was invalid.</summary>
    public string FunctionArn { get; internal set; } = "";

    /// <summary>The qualifier, from the name or from the argument; null without one.</summary>
    public string? Qualifier { get; internal set; }

    /// <summary>The region: from the ARN, from the argument, else the stand-in's own.</summary>
    public string Region { get; internal set; } = "";

    /// <summary>How the invocation was asked for.</summary>
    public LocalInvocationType InvocationType { get; internal set; }

    /// <summary>Whether the caller asked for the log.</summary>
    public LocalLogType LogType { get; internal set; }

    /// <summary>The payload, UTF-8, as it arrived (<c>jsonb</c> callers: as PostgreSQL prints it); what stands for SQL NULL when the payload was NULL.</summary>
    public ReadOnlyMemory<byte> PayloadBytes { get; }

    /// <summary>The payload as text.</summary>
    public string PayloadText => Encoding.UTF8.GetString(PayloadBytes.Span);

    /// <summary>The payload as JSON.</summary>
    public JsonElement Payload => _payload ??= JsonSerializer.Deserialize<JsonElement>(PayloadBytes.Span);

    /// <summary>The client context as the caller gave it; null without one. Handlers see it for RequestResponse only.</summary>
    public JsonElement? ClientContext => _clientContext ??= Request.Header.Context is { } text ? JsonSerializer.Deserialize<JsonElement>(text) : null;

    /// <summary>The database role that called: the one of SET ROLE, else the one that logged in.</summary>
    public string DatabaseRole => Request.Header.Role ?? "";

    /// <summary>The caller's transaction id (<c>txid_current()</c>); null on a standby.</summary>
    public long? TransactionId => Request.Header.Transaction;

    /// <summary>The id that Lambda would give the invocation.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>When the call reached the listener.</summary>
    public DateTimeOffset ReceivedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>How often the handler was started for this call: 0 when it never was, up to 3 for an event that kept failing.</summary>
    public int Attempt { get; internal set; }

    /// <summary>The version that ran, <c>$LATEST</c> or a number; null when none was resolved.</summary>
    public string? ExecutedVersion { get; internal set; }

    /// <summary>What became of the call.</summary>
    public LocalCallOutcome Outcome { get; private set; }

    /// <summary>The error's text, when there was one.</summary>
    public string? Error { get; private set; }

    /// <summary>Ends when the call has ended (an event: its last attempt). Never fails: see <see cref="Outcome"/>.</summary>
    public Task Completion => _completed.Task;

    internal InvokeRequest Request { get; }

    internal void Complete(LocalCallOutcome outcome, string? error = null)
    {
        Outcome = outcome;
        Error = error;
        _completed.TrySetResult();
    }

    /// <summary>The function, the invocation type and the outcome.</summary>
    public override string ToString() => $"{Function}{(Qualifier is null ? "" : ":" + Qualifier)} {InvocationType} {Outcome}";
}
