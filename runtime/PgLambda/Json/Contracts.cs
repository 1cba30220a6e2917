using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda;

/// <summary>Finds the serializer's contracts, and says what to do where there is none.</summary>
internal static class Contracts
{
    /// <summary>The contract of a type.</summary>
    /// <param name="options">The options.</param>
    /// <param name="path">Where in the JSON its value stands.</param>
    /// <exception cref="NotSupportedException">The options have none.</exception>
    public static JsonTypeInfo<T> Find<T>(JsonSerializerOptions options, string path = "$") => (JsonTypeInfo<T>)Find(options, typeof(T), path);

    /// <inheritdoc cref="Find{T}"/>
    public static JsonTypeInfo Find(JsonSerializerOptions options, Type type, string path = "$") => options.TryGetTypeInfo(type, out var contract)
        ? contract
        : throw new NotSupportedException($"The serializer options have no contract for {Name(type)}: {WhatToGive(type)}{(path == "$" ? "" : $" Path: {path}.")}");

    public static string WhatToGive(Type type) =>
        $"give LambdaClientOptions.SerializerOptions a TypeInfoResolver that knows it, such as a JsonSerializerContext with [JsonSerializable(typeof({Name(type)}))].";

    public static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
