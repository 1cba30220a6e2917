namespace PgLambda;

/// <summary>
/// What the AWS client said, by the texts that Lambda is known to send. How the extension wraps them is not published, so a part of the text
/// is looked for, and what is not known stays <see cref="LambdaInvokeFailure.Unknown"/>.
/// </summary>
internal static class InvokeFailureTexts
{
    private static readonly (string Text, LambdaInvokeFailure Reason)[] Known =
    [
        ("Unable to connect to endpoint", LambdaInvokeFailure.EndpointUnreachable),
        ("is not authorized to perform", LambdaInvokeFailure.AccessDenied),
        ("AccessDenied", LambdaInvokeFailure.AccessDenied),
        ("Function not found", LambdaInvokeFailure.FunctionNotFound),
        ("ResourceNotFound", LambdaInvokeFailure.FunctionNotFound),
        ("Cannot find alias", LambdaInvokeFailure.FunctionNotFound),
        ("Rate Exceeded", LambdaInvokeFailure.Throttled),
        ("TooManyRequests", LambdaInvokeFailure.Throttled),
        ("Request must be smaller than", LambdaInvokeFailure.PayloadTooLarge),
        ("payload is too large", LambdaInvokeFailure.PayloadTooLarge),
        ("RequestTooLarge", LambdaInvokeFailure.PayloadTooLarge),
        ("RequestEntityTooLarge", LambdaInvokeFailure.PayloadTooLarge),
        ("Could not parse request body into json", LambdaInvokeFailure.InvalidPayload),
        ("InvalidRequestContent", LambdaInvokeFailure.InvalidPayload),
        ("ServiceException", LambdaInvokeFailure.ServiceError),
        ("InternalFailure", LambdaInvokeFailure.ServiceError),
        ("Service Unavailable", LambdaInvokeFailure.ServiceError),
        ("Internal Server Error", LambdaInvokeFailure.ServiceError),
    ];

    public static LambdaInvokeFailure Classify(string said)
    {
        foreach (var (text, reason) in Known)
        {
            if (said.Contains(text, StringComparison.OrdinalIgnoreCase))
                return reason;
        }
        return LambdaInvokeFailure.Unknown;
    }

    public static string Advice(LambdaInvokeFailure reason, FailedCall call) => reason switch
    {
        LambdaInvokeFailure.EndpointUnreachable =>
            $"Either Lambda cannot be reached from the database (security group, NAT or VPC endpoint, DNS), or no answer came within {call.ShownTimeout}: {MayHaveRun(call, "the function may have run, even more than once.")}",
        LambdaInvokeFailure.AccessDenied =>
            $"The function did not run. Allow lambda:InvokeFunction on {(call.Target.EffectiveQualifier is null ? "its unqualified ARN" : $"its ARN qualified with ':{call.Target.EffectiveQualifier}'")} in the policy of the IAM role that the database instance has for the feature Lambda.",
        LambdaInvokeFailure.FunctionNotFound =>
            "The function did not run. Check name, region, account and qualifier.",
        LambdaInvokeFailure.Throttled =>
            $"Lambda refused the last request for lack of concurrency; {MayHaveRun(call, "an earlier one of the same call may have run the function.")}",
        LambdaInvokeFailure.PayloadTooLarge =>
            $"The function did not run. Lambda takes {LambdaLimits.SynchronousPayload} bytes synchronously and {LambdaLimits.EventPayload} bytes for an event: store the data and send a reference to it.",
        LambdaInvokeFailure.InvalidPayload =>
            "The function did not run. Check what the payload is serialized to.",
        LambdaInvokeFailure.ServiceError =>
            $"Lambda itself failed: {MayHaveRun(call, "the function may have run.")}",
        _ =>
            $"The cause is not known; no answer within {call.ShownTimeout} may be it: {MayHaveRun(call, "the function may have run, even more than once.")}",
    };

    private static string MayHaveRun(FailedCall call, string what) => call.Invocation == InvocationType.DryRun ? "a DryRun runs no function." : what;
}
