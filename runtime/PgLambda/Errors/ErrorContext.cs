namespace PgLambda;

/// <summary>How far a call had come when it failed.</summary>
internal enum CallStage
{
    /// <summary>Only the statement was being prepared: the function cannot have run.</summary>
    Preparing,

    /// <summary>The statement was sent.</summary>
    Sent,

    /// <summary>The function's answer has begun: it ran.</summary>
    Answered,
}

/// <summary>What the translation of an error needs to know of its call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Stage">How far it had come.</param>
/// <param name="Role">The role in force, or null where it is not known.</param>
/// <param name="Payload">The payload that was sent, as UTF-8.</param>
/// <param name="Context">The client context that was sent, as UTF-8; empty where there was none.</param>
internal readonly record struct ErrorContext(FailedCall Call, CallStage Stage, string? Role, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Context);
