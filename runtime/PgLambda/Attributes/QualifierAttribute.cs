namespace PgLambda;

/// <summary>
/// Marks the parameter, a string, that says which version or alias of the function is invoked. It is sent as a parameter of the SQL. Null means what configuration
/// says, and <c>$LATEST</c> where it says nothing. A text that is no qualifier is an <see cref="ArgumentException"/>, and nothing is sent. The database's IAM role
/// then needs a policy for every qualifier that can be given. See <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QualifierAttribute : Attribute;
