using System.Text;
using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>One <c>aws_lambda.invoke</c> that reached the listener: what was asked, by whom, and what became of it.</summary>
public sealed class RecordedCall
{
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ResolvedCall _resolved;
    private JsonElement? _payload;
    private JsonElement? _clientContext;
    private CallEnd? _end;

    internal RecordedCall(InvokeRequest request, ResolvedCall resolved)
    {
        Request = request;
        _resolved = resolved;
    }

    /// <summary>The function's name alone, without ARN and qualifier; the text as it was given when that is no function name.</summary>
    public string Function => _resolved.Function;

    /// <summary>The function's ARN, without qualifier, completed with the stand-in's region and account; empty when the name was invalid.</summary>
    public string FunctionArn => _resolved.FunctionArn;

    /// <summary>The qualifier, from the name or from the argument; null without one.</summary>
    public string? Qualifier => _resolved.Qualifier;

    /// <summary>The region: from the ARN, from the argument, else the stand-in's own.</summary>
    public string Region => _resolved.Region;

    /// <summary>How the invocation was asked for.</summary>
    public LocalInvocationType InvocationType => _resolved.InvocationType;

    /// <summary>Whether the caller asked for the log.</summary>
    public LocalLogType LogType => _resolved.LogType;

    /// <summary>
    /// The payload, UTF-8, as it arrived (<c>jsonb</c> callers: as PostgreSQL prints it); what stands for SQL NULL when the payload was NULL. Of one that Lambda refuses for
    /// its size, the beginning: see <see cref="PayloadLength"/>.
    /// </summary>
    public ReadOnlyMemory<byte> PayloadBytes => Request.Payload;

    /// <summary>How many bytes the payload had.</summary>
    public int PayloadLength => Request.PayloadBytes ?? Request.Payload.Length;

    /// <summary>The payload as text.</summary>
    public string PayloadText => Encoding.UTF8.GetString(PayloadBytes.Span);

    /// <summary>The payload as JSON.</summary>
    /// <exception cref="InvalidOperationException">It was too large for Lambda: its beginning is kept, see <see cref="PayloadLength"/>.</exception>
    public JsonElement Payload => _payload ??= PayloadBytes.Length == PayloadLength
        ? AnyJson.Parse(PayloadBytes)
        : throw new InvalidOperationException($"Of the {PayloadLength} bytes of this payload, {PayloadBytes.Length} were kept: it was too large for Lambda.");

    /// <summary>The client context as the caller gave it; null without one, and where it was too large for Lambda. Handlers see it for RequestResponse only.</summary>
    public JsonElement? ClientContext => _clientContext ??= Request.Context is { Length: < InvokeLimits.ClientContext } text ? AnyJson.Parse(Encoding.UTF8.GetBytes(text)) : null;

    /// <summary>The database role that called: the one of SET ROLE, else the one that logged in.</summary>
    public string DatabaseRole => Request.Role ?? "";

    /// <summary>How long the session waits for an answer: <c>aws_lambda.request_timeout_ms</c> as it was in force for this call.</summary>
    public TimeSpan RequestTimeout => TimeSpan.FromMilliseconds(Request.RequestTimeoutMs);

    /// <summary>The caller's transaction id (<c>txid_current()</c>); null on a standby.</summary>
    public long? TransactionId => Request.Transaction;

    /// <summary>The id that Lambda would give the invocation.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>When the call reached the listener.</summary>
    public DateTimeOffset ReceivedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>How often the handler was started for this call: 0 when it never was, up to 3 for an event that kept failing.</summary>
    public int Attempt { get; private set; }

    /// <summary>The version that ran, <c>$LATEST</c> or a number; null when none was resolved.</summary>
    public string? ExecutedVersion { get; internal set; }

    /// <summary>What became of the call.</summary>
    public LocalCallOutcome Outcome => _end?.Outcome ?? LocalCallOutcome.Running;

    /// <summary>The error's text, when there was one.</summary>
    public string? Error => _end?.Error;

    /// <summary>Ends when the call has ended (an event: its last attempt). Never fails: see <see cref="Outcome"/>.</summary>
    public Task Completion => _completed.Task;

    internal InvokeRequest Request { get; }

    /// <summary>Counts a start of the handler; gives the number of it.</summary>
    internal int StartAttempt() => ++Attempt;

    /// <summary>Notes how the call ended, once.</summary>
    /// <exception cref="InvalidOperationException">It has ended already.</exception>
    internal void Complete(CallEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null)
            throw new InvalidOperationException($"The call has ended already: {this}.");
        _completed.SetResult();
    }

    /// <summary>The function, the invocation type and the outcome.</summary>
    public override string ToString() => $"{Function}{(Qualifier is null ? "" : ":" + Qualifier)} {InvocationType} {Outcome}";
}
