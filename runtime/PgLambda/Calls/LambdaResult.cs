namespace PgLambda;

/// <summary>What an invocation answered, without a payload.</summary>
/// <param name="StatusCode">200 for <see cref="InvocationType.RequestResponse"/>, 202 for <see cref="InvocationType.Event"/>, 204 for <see cref="InvocationType.DryRun"/>.</param>
/// <param name="ExecutedVersion">The version that ran: <c>$LATEST</c>, or the version that an alias resolved to; null where the extension gives none.</param>
/// <param name="Log">The last 4 KB of the function's log, decoded, where <see cref="LogType.Tail"/> was asked for; otherwise null. A log that is not base64 is given as it came.</param>
public record LambdaResult(int StatusCode, string? ExecutedVersion = null, string? Log = null);

/// <summary>What an invocation answered, with its payload.</summary>
/// <typeparam name="T">What the function returns.</typeparam>
/// <param name="StatusCode">200: Lambda ran the function and answered.</param>
/// <param name="Payload">The function's answer; null where it answered JSON <c>null</c> or nothing.</param>
/// <param name="ExecutedVersion">The version that ran: <c>$LATEST</c>, or the version that an alias resolved to; null where the extension gives none.</param>
/// <param name="Log">The last 4 KB of the function's log, decoded, where <see cref="LogType.Tail"/> was asked for; otherwise null. A log that is not base64 is given as it came.</param>
public sealed record LambdaResult<T>(int StatusCode, T? Payload, string? ExecutedVersion = null, string? Log = null)
    : LambdaResult(StatusCode, ExecutedVersion, Log);
