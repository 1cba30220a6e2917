using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda;

/// <summary>The serializer options of a client that was given none, and what options lack that were given.</summary>
internal static class DefaultSerializerOptions
{
    /// <summary>The web defaults; where the runtime can tell, an answer without a value that the type demands is an error.</summary>
    public static JsonSerializerOptions Web { get; } = WebOf(resolver: null);

    /// <summary>The same, with contracts from this resolver alone.</summary>
    public static JsonSerializerOptions WebOf(IJsonTypeInfoResolver? resolver) => WithResolver(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = resolver,
#if NET9_0_OR_GREATER
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
#endif
    });

    /// <summary>
    /// The options, ready to be asked for contracts. Like the serializer itself this gives options without a resolver the one by reflection, unless
    /// reflection is switched off, and makes them read-only.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only where reflection-based serialization is switched on, which trimmed and AOT-compiled applications switch off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
    public static JsonSerializerOptions WithResolver(JsonSerializerOptions options)
    {
        if (options.IsReadOnly)
            return options;
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            options.MakeReadOnly(populateMissingResolver: true);
            return options;
        }
        // Without a resolver nothing could be asked of them, not even what they lack.
        options.TypeInfoResolver ??= JsonTypeInfoResolver.Combine();
        options.MakeReadOnly();
        return options;
    }
}
