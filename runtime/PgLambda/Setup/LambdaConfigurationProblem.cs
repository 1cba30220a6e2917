namespace PgLambda;

/// <summary>Something that <see cref="LambdaClientOptions"/> say and that cannot be.</summary>
/// <param name="Path">The entry, as in a configuration: <c>Clients:IOrderFunctions:Methods:PriceAsync:Qualifier</c>.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record LambdaConfigurationProblem(string Path, string Message);
