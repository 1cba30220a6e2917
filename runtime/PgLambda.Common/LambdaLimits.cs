namespace PgLambda;

/// <summary>Lambda's and the extension's limits, as AWS documents them.</summary>
internal static class LambdaLimits
{
    /// <summary>The largest payload of a synchronous call, in bytes.</summary>
    public const int SynchronousPayload = 6_291_456;

    /// <summary>The largest payload of an event, in bytes.</summary>
    public const int EventPayload = 1_048_576;

    /// <summary>How long the extension waits for an answer unless <c>aws_lambda.request_timeout_ms</c> says otherwise.</summary>
    public const int DefaultRequestTimeoutMilliseconds = 3_000;

    public static int Payload(InvocationType invocation) => invocation == InvocationType.Event ? EventPayload : SynchronousPayload;
}
