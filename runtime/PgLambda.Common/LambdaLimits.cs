namespace PgLambda;

/// <summary>Lambda's and the extension's limits, as AWS documents them.</summary>
internal static class LambdaLimits
{
    /// <summary>The largest payload of a synchronous call, in bytes.</summary>
    public const int SynchronousPayload = 6_291_456;

    /// <summary>The largest payload of an event, in bytes.</summary>
    public const int EventPayload = 1_048_576;

    /// <summary>The setting that says how long the extension waits for an answer, in milliseconds.</summary>
    public const string RequestTimeoutSetting = "aws_lambda.request_timeout_ms";

    /// <summary>The longest time-out that a function can have, in milliseconds: longer than that none runs.</summary>
    public const int LongestTimeoutMilliseconds = 900_000;

    /// <summary>How long the extension waits for an answer unless <c>aws_lambda.request_timeout_ms</c> says otherwise.</summary>
    public const int DefaultRequestTimeoutMilliseconds = 3_000;

    /// <summary>The largest client context of a synchronous call, in bytes of base64.</summary>
    public const int ClientContext = 3_583;

    /// <summary>Whether a client context of so many bytes is one that Lambda takes.</summary>
    public static bool IsClientContext(int bytes) => (bytes + 2) / 3 * 4 <= ClientContext;

    /// <summary>Whether this is a time-out that a call can have.</summary>
    public static bool IsTimeout(int milliseconds) => milliseconds is > 0 and <= LongestTimeoutMilliseconds;

    public static int Payload(InvocationType invocation) => invocation == InvocationType.Event ? EventPayload : SynchronousPayload;
}
