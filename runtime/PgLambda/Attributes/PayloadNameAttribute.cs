namespace PgLambda;

/// <summary>
/// The JSON property name of a parameter in a payload made of several parameters. Without it the parameter's own name is used, through the
/// serializer's naming policy (camelCase by default). What <c>[JsonPropertyName]</c> is to a property, this is to a parameter.
/// </summary>
/// <param name="name">The name, used as it is.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PayloadNameAttribute(string name) : Attribute
{
    /// <summary>The JSON property name, used as it is.</summary>
    public string Name { get; } = name;
}
