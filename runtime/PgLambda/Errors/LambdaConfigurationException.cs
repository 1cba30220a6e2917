namespace PgLambda;

/// <summary>
/// The call was not made, because what <see cref="LambdaClientOptions"/> say about its function cannot be, or contradicts itself. The function did not run.
/// </summary>
/// <param name="message">What was wrong.</param>
/// <param name="path">The entry that is wrong.</param>
public sealed class LambdaConfigurationException(string message, string path) : LambdaException(message, null)
{
    /// <summary>The entry that is wrong, as in a configuration: <c>Clients:IOrderFunctions:Methods:PriceAsync:Qualifier</c>.</summary>
    public string Path { get; } = path;

    private protected override FunctionState UsualState => FunctionState.NotRun;
}
