namespace PgLambda.Testing;

/// <summary>Marks a public method as the handler of a function: see <see cref="LocalLambda.HandleClass"/>.</summary>
/// <param name="function">The function's name, partial ARN or full ARN, without qualifier.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LambdaHandlerAttribute(string function) : Attribute
{
    /// <summary>The function's name, partial ARN or full ARN, without qualifier.</summary>
    public string Function { get; } = function;
}
