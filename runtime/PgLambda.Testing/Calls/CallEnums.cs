namespace PgLambda.Testing;

/// <summary>How an invocation was asked for, as the argument <c>invocation_type</c> says it.</summary>
public enum LocalInvocationType
{
    /// <summary>The caller waits for the answer: status 200.</summary>
    RequestResponse,

    /// <summary>The caller gets status 202 at once; the handler runs afterwards, with two retries.</summary>
    Event,

    /// <summary>Only checks that the function exists and may be called: status 204.</summary>
    DryRun,
}

/// <summary>Whether the caller asked for the log, as the argument <c>log_type</c> says it.</summary>
public enum LocalLogType
{
    /// <summary>No log.</summary>
    None,

    /// <summary>The last 4 KB of the log, base64, in <c>log_result</c>.</summary>
    Tail,
}

/// <summary>How far a recorded call has come.</summary>
public enum LocalCallOutcome
{
    /// <summary>It has not ended yet; for an event: its last attempt has not.</summary>
    Running,

    /// <summary>It was answered, or the event was handled.</summary>
    Succeeded,

    /// <summary>The function reported an error; for an event: on every attempt.</summary>
    FunctionError,

    /// <summary>It failed before or around the function: an unknown function, throttling, a size limit, a lost connection.</summary>
    InvokeError,

    /// <summary>The database gave the call up: a cancelled statement, a time-out, a closed session, or a listener that was stopped.</summary>
    Cancelled,
}
