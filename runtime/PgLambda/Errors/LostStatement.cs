using Npgsql;

namespace PgLambda;

/// <summary>Tells that the server no longer has, or can no longer use, a prepared statement.</summary>
internal static class LostStatement
{
    /// <summary>
    /// Whether nothing has run: the statement was not found, or could not be planned again. A function may raise the same codes by itself, but not from
    /// these places in the server.
    /// </summary>
    public static bool Is(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.InvalidSqlStatementName, Routine: "FetchPreparedStatement" }
            or { SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: "RevalidateCachedQuery" };
}
