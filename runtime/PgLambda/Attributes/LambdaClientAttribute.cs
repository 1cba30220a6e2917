namespace PgLambda;

/// <summary>
/// What the clients of one interface, or of a whole assembly, have in common. An interface's own attribute replaces what the assembly's says, property by property.
/// On an interface that inherits functions and has none itself, it also asks for a client of that interface.
/// </summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Assembly, Inherited = false)]
public sealed class LambdaClientAttribute : Attribute
{
    /// <summary>
    /// The application's <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>, which then gives every contract of payloads and answers: nothing is
    /// found by reflection. Its own <c>[JsonSourceGenerationOptions]</c> hold where it has them, otherwise the web defaults. Default: none.
    /// <see cref="LambdaClientOptions.SerializerOptions"/>, where they are set, come first.
    /// </summary>
    public Type? JsonContext { get; set; }

    /// <summary>The service key of the data source that registered clients call on, as in <c>AddNpgsqlDataSource(…, serviceKey: "orders")</c>. Default: none, which means the data source without a key.</summary>
    public string? DataSource { get; set; }

    /// <summary>
    /// The middle of <c>services.Add…LambdaClients()</c>, which registers the assembly's clients; on the assembly only. Default: the assembly's name without dots,
    /// so that <c>Shop.Api</c> has <c>AddShopApiLambdaClients()</c>.
    /// </summary>
    public string? RegistrationName { get; set; }
}
