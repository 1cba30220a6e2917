namespace PgLambda.Tool;

/// <summary>How a check ended.</summary>
internal enum CheckStatus
{
    /// <summary>It is as it should be.</summary>
    Pass,

    /// <summary>It works, and may not always.</summary>
    Warn,

    /// <summary>Calls fail for it.</summary>
    Fail,

    /// <summary>It cannot be known here, or nothing asks for it.</summary>
    Skip,
}

/// <summary>What was looked at, and what to do about it.</summary>
/// <param name="Id">A name that stays the same from version to version.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Message">What is so.</param>
/// <param name="Mend">What mends it; null where nothing needs to be.</param>
internal sealed record Check(string Id, CheckStatus Status, string Message, string? Mend = null);
