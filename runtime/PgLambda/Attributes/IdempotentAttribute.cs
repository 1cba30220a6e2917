namespace PgLambda;

/// <summary>
/// Says that calling the method twice with the same arguments does no more than calling it once, because the function sees to it. The library itself never calls
/// again; what is wrapped around it (an interceptor, an execution strategy of EF Core) learns it from <see cref="LambdaInvocation.IsIdempotent"/> and
/// <see cref="LambdaException.IsIdempotent"/>. On an interface it holds for each of its methods.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface, Inherited = false)]
public sealed class IdempotentAttribute : Attribute;
