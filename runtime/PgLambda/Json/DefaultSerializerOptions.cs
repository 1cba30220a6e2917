using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda;

/// <summary>The serializer options of a client that was given none, and what options lack that were given.</summary>
internal static class DefaultSerializerOptions
{
    // What the serializer has had since .NET 9, also as a package: which one runs is not known when this is compiled.
    private static readonly bool CanBeStrict = typeof(JsonSerializer).Assembly.GetName().Version >= new Version(9, 0);

    /// <summary>The web defaults; where the serializer can tell, an answer without a value that the type demands is an error.</summary>
    public static JsonSerializerOptions Web { get; } = WebOf(resolver: null);

    /// <summary>The same, with contracts from this resolver alone.</summary>
    public static JsonSerializerOptions WebOf(IJsonTypeInfoResolver? resolver)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = resolver };
        if (CanBeStrict)
        {
            RespectNullableAnnotations(options, true);
            RespectRequiredConstructorParameters(options, true);
        }
        return WithResolver(options);
    }

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

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_RespectNullableAnnotations")]
    private static extern void RespectNullableAnnotations(JsonSerializerOptions options, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_RespectRequiredConstructorParameters")]
    private static extern void RespectRequiredConstructorParameters(JsonSerializerOptions options, bool value);
}
