namespace PgLambda;

/// <summary>Whether the answer carries the end of the function's log.</summary>
#if !PGLAMBDA_CORE
internal
#else
public
#endif
enum LogType
{
    /// <summary>No log. The extension's default.</summary>
    None,

    /// <summary>The last 4 KB of the log, for <see cref="InvocationType.RequestResponse"/> only.</summary>
    Tail,
}
