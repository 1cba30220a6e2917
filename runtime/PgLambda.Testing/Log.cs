using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>What the package logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "aws_lambda.invoke {Function} ({InvocationType}) by {Role}: {Outcome}, {ElapsedMs:0.00} ms{Error}")]
    public static partial void Invoked(this ILogger logger, string function, string invocationType, string role, string outcome, double elapsedMs, string error);

    [LoggerMessage(2, LogLevel.Trace, "A connection of the aws_lambda stand-in ended: {Reason}")]
    public static partial void ConnectionEnded(this ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Debug, "Event for {Function}: attempt {Attempt} failed: {Error}")]
    public static partial void EventAttemptFailed(this ILogger logger, string function, int attempt, string error);

    [LoggerMessage(4, LogLevel.Information, "aws_lambda stand-in in database {Database}, served from port {Port}")]
    public static partial void Installed(this ILogger logger, string database, int port);

    [LoggerMessage(5, LogLevel.Information, "Dropped database {Database}, which an ended process had left")]
    public static partial void LeftoverDropped(this ILogger logger, string database);

    [LoggerMessage(6, LogLevel.Debug, "Database {Database}, which an ended process has left, stays: {Reason}")]
    public static partial void LeftoverStays(this ILogger logger, string database, string reason);
}
