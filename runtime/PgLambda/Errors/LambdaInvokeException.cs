namespace PgLambda;

/// <summary>Why Lambda could not be called.</summary>
public enum LambdaInvokeFailure
{
    /// <summary>Not known: the DETAIL was withheld (<see cref="LambdaException.DetailRedacted"/>) or says something that is not known here.</summary>
    Unknown,

    /// <summary>
    /// No connection, or no answer within <c>aws_lambda.request_timeout_ms</c> (3,000 ms by default): the two read alike, so the function may have run.
    /// </summary>
    EndpointUnreachable,

    /// <summary>The database instance's role may not invoke the function.</summary>
    AccessDenied,

    /// <summary>The function, or its version or alias, does not exist in that region and account.</summary>
    FunctionNotFound,

    /// <summary>Too many requests for the function's or the account's concurrency.</summary>
    Throttled,

    /// <summary>The payload is larger than Lambda takes: 6,291,456 bytes synchronously, 1,048,576 for an event.</summary>
    PayloadTooLarge,

    /// <summary>Lambda could not read the payload as JSON.</summary>
    InvalidPayload,

    /// <summary>Lambda itself failed.</summary>
    ServiceError,
}

/// <summary>The extension could not have Lambda run the function, or got no answer.</summary>
/// <param name="message">What was wrong.</param>
/// <param name="innerException">PostgreSQL's error.</param>
public sealed class LambdaInvokeException(string message, Exception? innerException = null) : LambdaException(message, innerException)
{
    /// <summary>Why, as far as the DETAIL says.</summary>
    public LambdaInvokeFailure Reason { get; init; }

    /// <summary>What the AWS client said, as it came; null where the DETAIL is withheld.</summary>
    public string? RawDetails { get; init; }

    private protected override FunctionState UsualState => Reason switch
    {
        LambdaInvokeFailure.AccessDenied or LambdaInvokeFailure.FunctionNotFound or LambdaInvokeFailure.PayloadTooLarge or LambdaInvokeFailure.InvalidPayload => FunctionState.NotRun,
        _ => FunctionState.Unknown,
    };

    private protected override bool UsuallyTransient =>
        Reason is LambdaInvokeFailure.EndpointUnreachable or LambdaInvokeFailure.Throttled or LambdaInvokeFailure.ServiceError;
}
