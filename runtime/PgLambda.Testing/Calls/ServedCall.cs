namespace PgLambda.Testing;

/// <summary>How a call ended.</summary>
internal sealed record CallEnd(LocalCallOutcome Outcome, string? Error = null);

/// <summary>What became of a call: the reply for SQL (null: the connection is closed without one), and the end, which for an event comes after the reply.</summary>
internal sealed record ServedCall(InvokeReply? Reply, Task<CallEnd> End)
{
    public static ServedCall Cancelled { get; } = new(null, new CallEnd(LocalCallOutcome.Cancelled));

    public static ServedCall Dropped { get; } = new(null, new CallEnd(LocalCallOutcome.InvokeError, "the connection was dropped"));

    private ServedCall(InvokeReply? reply, CallEnd end)
        : this(reply, Task.FromResult(end))
    {
    }

    public static ServedCall Answered(InvokeReply reply) => new(reply, new CallEnd(LocalCallOutcome.Succeeded));

    public static ServedCall NotInvoked(InvokeReply error) => new(error, new CallEnd(LocalCallOutcome.InvokeError, error.Detail ?? error.Error));

    public static ServedCall FunctionFailed(InvokeReply error, string details) => new(error, new CallEnd(LocalCallOutcome.FunctionError, details));
}
