using Microsoft.Extensions.Logging;

namespace PgLambda;

/// <summary>The records, by ids that stay. Their fields hold no payload, no client context and no account.</summary>
internal static partial class LogMessages
{
    public const string Category = "PgLambda";

    [LoggerMessage(1, LogLevel.Error, "{Method} failed: Lambda function {Function}, qualifier {Qualifier}, state {FunctionState}.", EventName = "CallFailed")]
    public static partial void CallFailed(this ILogger logger, Exception exception, string method, string function, string qualifier, FunctionState functionState);

    [LoggerMessage(2, LogLevel.Warning, "{Method} failed, and might succeed later: Lambda function {Function}, qualifier {Qualifier}, state {FunctionState}.", EventName = "CallFailedForNow")]
    public static partial void CallFailedForNow(this ILogger logger, Exception exception, string method, string function, string qualifier, FunctionState functionState);

    [LoggerMessage(3, LogLevel.Debug, "{Method} was cancelled by its caller: Lambda function {Function}, qualifier {Qualifier}, state {FunctionState}.", EventName = "CallCancelled")]
    public static partial void CallCancelled(this ILogger logger, Exception exception, string method, string function, string qualifier, FunctionState functionState);

    [LoggerMessage(4, LogLevel.Debug, "{Method} calls Lambda function {Function} in region {Region}, qualifier {Qualifier}, time-out {TimeoutMilliseconds} ms: so the options say.", EventName = "CallConfigured")]
    public static partial void CallConfigured(this ILogger logger, string method, string function, string region, string qualifier, int? timeoutMilliseconds);
}
