namespace PgLambda;

/// <summary>The one row of a call: <c>status_code, payload, executed_version, log_result</c>.</summary>
/// <param name="Status">The status.</param>
/// <param name="Payload">The function's answer as UTF-8 JSON; null where there is none, or nobody asked for it.</param>
/// <param name="Version">The version that ran.</param>
/// <param name="Log">The end of the log, decoded.</param>
internal readonly record struct Answer(int? Status, byte[]? Payload, string? Version, string? Log);
