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

    // The text says only what there is. What is not in it by itself is a field all the same, by the parameter's name.
#pragma warning disable SYSLIB1015, IDE1006
    [LoggerMessage(4, LogLevel.Debug, "{Method} calls Lambda function {Call}: so the options say.", EventName = "CallConfigured")]
    public static partial void CallConfigured(this ILogger logger, string method, string call, string Function, string? Region, string? Qualifier, int? TimeoutMilliseconds);
#pragma warning restore SYSLIB1015, IDE1006
}
