namespace PgLambda.Testing;

/// <summary>The limits of Lambda's Invoke API, in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
internal static class InvokeLimits
{
    public const int SynchronousPayload = 6_291_456;
    public const int AsynchronousPayload = 1_048_576;

    /// <summary>In base64.</summary>
    public const int ClientContext = 3583;
}
