namespace PgLambda;

/// <summary>The call that an error is about, as its message and properties show it.</summary>
/// <param name="Method">The interface and method, such as <c>IOrderFunctions.PriceAsync</c>.</param>
/// <param name="Target">The function.</param>
/// <param name="Invocation">The invocation type.</param>
internal sealed record FailedCall(string Method, LambdaTarget Target, InvocationType Invocation)
{
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
