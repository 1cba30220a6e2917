namespace PgLambda;

/// <summary>
/// Names the Lambda function that an interface method calls. On an interface it is the default for the methods that have no attribute of
/// their own. A client class is generated for every interface that carries the attribute or has a method that does:
/// <c>IOrderFunctions</c> gets <c>OrderFunctionsClient</c>.
/// </summary>
/// <param name="function">
/// The function: a name, a partial ARN (<c>123456789012:function:name</c>) or a full ARN, each perhaps with <c>:qualifier</c>. Checked at compile time.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface, Inherited = false)]
#if !PGLAMBDA_CORE
internal
#else
public
#endif
sealed class LambdaFunctionAttribute(string function) : Attribute
{
    /// <summary>The function: a name, a partial ARN or a full ARN.</summary>
    public string Function { get; } = function;

    /// <summary>
    /// The function's region, such as <c>us-west-2</c>, where <see cref="Function"/> is not a full ARN.
    /// Default: none, which means the region of the database instance.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>The version or alias to invoke. Default: none, which means <c>$LATEST</c>.</summary>
    public string? Qualifier { get; set; }

    /// <summary>How Lambda runs the function. Default: <see cref="InvocationType.RequestResponse"/>.</summary>
    public InvocationType Invocation { get; set; }

    /// <summary>Whether the end of the function's log comes back with the answer. Default: <see cref="LogType.None"/>.</summary>
    public LogType Log { get; set; }

    /// <summary>
    /// How long the extension waits for the function's answer, in milliseconds, 1 to 900,000: <c>aws_lambda.request_timeout_ms</c>, set for this one call in the
    /// same round trip and put back after it. Default: 0, which means the session's own, 3,000 where nobody changed it. The command time-out is kept above it;
    /// <c>statement_timeout</c> is the database's and is not. RDS Proxy pins a session that changes a setting.
    /// See <see href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL-Lambda-functions.html"/>.
    /// </summary>
    public int TimeoutMilliseconds { get; set; }
}
