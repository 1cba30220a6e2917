namespace PgLambda;

/// <summary>
/// How Lambda runs the function. The names are AWS's, and case-sensitive in SQL.
/// See <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"/>.
/// </summary>
#if !PGLAMBDA_CORE
internal
#else
public
#endif
enum InvocationType
{
    /// <summary>Waits for the function and returns its answer (status 200). The extension's default.</summary>
    RequestResponse,

    /// <summary>
    /// Queues the event and returns at once (status 202), without an answer. It is sent before the transaction commits, is not undone by
    /// ROLLBACK, and is delivered at least once.
    /// </summary>
    Event,

    /// <summary>Checks that the function exists and may be invoked (status 204), without running it.</summary>
    DryRun,
}
