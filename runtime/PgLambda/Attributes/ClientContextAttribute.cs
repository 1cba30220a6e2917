namespace PgLambda;

/// <summary>
/// Marks the parameter that is sent as the Lambda client context rather than in the payload. It is serialized to one JSON object, at most
/// 3,583 bytes once base64-encoded; anything else ends the call with a <see cref="LambdaSerializationException"/> before anything is sent. Lambda's runtimes read its properties <c>custom</c> and
/// <c>env</c>. Null sends no client context.
/// Lambda delivers it to the function for <see cref="InvocationType.RequestResponse"/> only.
/// See <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ClientContextAttribute : Attribute;
