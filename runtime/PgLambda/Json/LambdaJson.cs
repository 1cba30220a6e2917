using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PgLambda.CompilerServices;

/// <summary>The serializer options of clients whose contracts come from a context without options of its own. Not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LambdaJson
{
    // One for all clients of a context, so that each contract is made once.
    private static readonly ConditionalWeakTable<JsonSerializerContext, JsonSerializerOptions> Options = new();

    /// <summary>The options of a client that was given none, with the context's contracts in place of those by reflection.</summary>
    public static JsonSerializerOptions WebDefaults(JsonSerializerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Options.GetValue(context, DefaultSerializerOptions.WebOf);
    }
}
