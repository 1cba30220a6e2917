using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>What the package logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "aws_lambda.invoke {Function} ({InvocationType}) by {Role}: {Outcome}, {ElapsedMs:0.00} ms{Error}")]
    public static partial void Invoked(this ILogger logger, string function, string invocationType, string role, string outcome, double elapsedMs, string error);

    [LoggerMessage(2, LogLevel.Trace, "A connection of the aws_lambda stand-in ended: {Reason}")]
    public static partial void ConnectionEnded(this ILogger logger, string reason);

    [LoggerMessage(22, LogLevel.Error, "The aws_lambda stand-in itself failed")]
    public static partial void StandInFailed(this ILogger logger, Exception exception);

    [LoggerMessage(23, LogLevel.Warning, "The aws_lambda stand-in could not accept a connection, and tries again")]
    public static partial void AcceptFailed(this ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Debug, "Event for {Function}: attempt {Attempt} failed: {Error}")]
    public static partial void EventAttemptFailed(this ILogger logger, string function, int attempt, string error);

    [LoggerMessage(4, LogLevel.Information, "aws_lambda stand-in in database {Database}, served from port {Port}")]
    public static partial void Installed(this ILogger logger, string database, int port);

    [LoggerMessage(5, LogLevel.Information, "Dropped database {Database}, which an ended process had left")]
    public static partial void LeftoverDropped(this ILogger logger, string database);

    [LoggerMessage(6, LogLevel.Debug, "Database {Database}, which an ended process has left, stays: {Reason}")]
    public static partial void LeftoverStays(this ILogger logger, string database, string reason);

    [LoggerMessage(7, LogLevel.Debug, "PostgreSQL binaries in {Directory}: version {Version}")]
    public static partial void BinariesQualify(this ILogger logger, string directory, Version version);

    [LoggerMessage(21, LogLevel.Debug, "PostgreSQL binaries in {Directory} are not used: {Rejection}")]
    public static partial void BinariesRejected(this ILogger logger, string directory, string? rejection);

    [LoggerMessage(8, LogLevel.Debug, "Chose PostgreSQL {Version} in {Bin} within {Elapsed} ms")]
    public static partial void BinariesChosen(this ILogger logger, Version version, string bin, long elapsed);

    [LoggerMessage(9, LogLevel.Information, "Fetched {Package} to {Directory} in {Elapsed} ms")]
    public static partial void PackageFetched(this ILogger logger, string package, string directory, long elapsed);

    [LoggerMessage(10, LogLevel.Information, "Initialised a PostgreSQL {Version} template in {Directory} in {Elapsed} ms")]
    public static partial void TemplateInitialised(this ILogger logger, Version version, string directory, long elapsed);

    [LoggerMessage(11, LogLevel.Information, "No extension directory: mirroring {Directory} failed: {Output}")]
    public static partial void MirroringFailed(this ILogger logger, string directory, string output);

    [LoggerMessage(12, LogLevel.Debug, "The old template {Directory} stays")]
    public static partial void OldTemplateStays(this ILogger logger, Exception exception, string directory);

    [LoggerMessage(13, LogLevel.Information, "The port was taken meanwhile; trying another ({Attempt} of {Attempts})")]
    public static partial void PortTaken(this ILogger logger, int attempt, int attempts);

    [LoggerMessage(14, LogLevel.Information, "PostgreSQL {Version} from {Bin} serves {Directory} on port {Port}: ready after {Ready} ms, answered after {Answered} ms")]
    public static partial void ServerAnswers(this ILogger logger, Version version, string bin, string directory, int port, long ready, long answered);

    [LoggerMessage(15, LogLevel.Debug, "The cluster took {Elapsed} ms from nothing to its first answer")]
    public static partial void ClusterStarted(this ILogger logger, long elapsed);

    [LoggerMessage(16, LogLevel.Debug, "The cluster on port {Port} stopped in {Elapsed} ms")]
    public static partial void ClusterStopped(this ILogger logger, int port, long elapsed);

    [LoggerMessage(17, LogLevel.Error, "PostgreSQL on port {Port} ended by itself: {Output}")]
    public static partial void ServerEndedByItself(this ILogger logger, int port, string output);

    [LoggerMessage(18, LogLevel.Information, "Cleaned {Directory}, left by the ended process {Process}, in {Elapsed} ms. {Output}")]
    public static partial void DirectoryCleaned(this ILogger logger, string directory, int process, long elapsed, string output);

    [LoggerMessage(19, LogLevel.Debug, "{Directory} was left by an ended process and stays")]
    public static partial void DirectoryStays(this ILogger logger, Exception exception, string directory);

    [LoggerMessage(20, LogLevel.Debug, "{Directory} is left to the next start")]
    public static partial void DirectoryLeft(this ILogger logger, Exception exception, string directory);
}
