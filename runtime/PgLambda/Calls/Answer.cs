namespace PgLambda;

/// <summary>The one row of a call, <c>status_code, payload, executed_version, log_result</c>, where it is what the method asks for.</summary>
/// <param name="Status">The status.</param>
/// <param name="Value">What the payload was read as; the default where there is none, or nobody asked for it.</param>
/// <param name="Version">The version that ran.</param>
/// <param name="Log">The end of the log, decoded.</param>
internal readonly record struct Answer<T>(int Status, T? Value, string? Version, string? Log);

/// <summary>What a method does with the payload of its answer.</summary>
internal enum PayloadUse
{
    /// <summary>It is not read.</summary>
    Ignored,

    /// <summary>It is the result, which cannot be null.</summary>
    Required,

    /// <summary>It is the result, or null.</summary>
    Optional,
}
