using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Keeps the command time-out above what the extension waits for, so that the extension is the one that says what happened.</summary>
internal static class CommandTimeout
{
    // For all that is not the function: connecting, planning, the way there and back.
    private const int MarginSeconds = 5;

    /// <returns>Seconds; null where the connection's own will do.</returns>
    public static int? For(NpgsqlConnection connection, LambdaOperation operation)
    {
        if (operation.TimeoutMilliseconds is not { } milliseconds)
            return null;
        var needed = (milliseconds + 999) / 1000 + MarginSeconds;
        // Zero is no limit.
        return connection.CommandTimeout == 0 || connection.CommandTimeout >= needed ? null : needed;
    }
}
