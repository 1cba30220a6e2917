namespace PgLambda;

/// <summary>The call that an error is about, as its message and properties show it.</summary>
/// <param name="Method">The interface and method, such as <c>IOrderFunctions.PriceAsync</c>.</param>
/// <param name="Target">The function.</param>
/// <param name="Invocation">The invocation type.</param>
internal sealed record FailedCall(string Method, LambdaTarget Target, InvocationType Invocation)
{
    /// <summary>The time-out that the call asked for, or null for the session's.</summary>
    public int? TimeoutMilliseconds { get; init; }

    /// <summary>Whether a second run does no harm.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>How long the extension waits for an answer, in words.</summary>
    public string ShownTimeout => TimeoutMilliseconds is { } milliseconds
        ? $"{LambdaLimits.RequestTimeoutSetting} ({milliseconds} ms for this call)"
        : $"{LambdaLimits.RequestTimeoutSetting} ({LambdaLimits.DefaultRequestTimeoutMilliseconds} ms by default; TimeoutMilliseconds of [LambdaFunction] asks for more)";

    /// <summary>How a message begins. A qualifier or region that stands in the name is not said twice.</summary>
    public string Shown =>
        $"Lambda function '{Target.Name.Text}'{(Target.Qualifier is null ? "" : $" (qualifier '{Target.Qualifier}')")}{(Target.Region is null ? "" : $" in {Target.Region}")}, called by {Method},";

    /// <summary>What an answer of this status, or none, says about the function.</summary>
    public FunctionState StateOf(int? status) => Invocation switch
    {
        InvocationType.DryRun => FunctionState.NotRun,
        InvocationType.RequestResponse when status == 200 => FunctionState.Ran,
        _ => FunctionState.Unknown,
    };
}
