using System.Text.Json;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>What a generated client may be told besides its connection.</summary>
public sealed class LambdaClientOptions
{
    internal static LambdaClientOptions Default { get; } = new();

    /// <summary>
    /// How payloads, client contexts and answers are written and read. Default: System.Text.Json's web defaults (camelCase, case-insensitive,
    /// numbers also from strings), by reflection. Under Native AOT give options whose <see cref="JsonSerializerOptions.TypeInfoResolver"/> is
    /// your <c>JsonSerializerContext</c>; <see cref="JsonElement"/>, <see cref="JsonDocument"/>, <c>JsonNode</c> and <see cref="RawJson"/> need none.
    /// </summary>
    public JsonSerializerOptions SerializerOptions { get; init; } = LambdaJson.WebOptions;
}
