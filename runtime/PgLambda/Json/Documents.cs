using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda;

/// <summary>Values that are JSON already, and so need no contract of the user's, nor a JsonSerializerContext under Native AOT. They are written as the text they hold.</summary>
internal static class Documents
{
    /// <summary>Whether a value is a document; null is one where its type is.</summary>
    public static bool Is<T>(T value) => value is RawJson or JsonElement or JsonDocument or JsonNode || value is null && IsType<T>();

    /// <summary>Whether this is a document's type.</summary>
    public static bool IsType<T>()
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return type == typeof(RawJson) || type == typeof(JsonElement) || type == typeof(JsonDocument) || typeof(JsonNode).IsAssignableFrom(type);
    }

    /// <summary>A contract by which a document of this declared type is written, and read where it is a part of an answer.</summary>
    public static JsonTypeInfo<T> Contract<T>(JsonSerializerOptions options) => JsonMetadataServices.CreateValueInfo<T>(options, new Converter<T>());

    /// <summary>A node as the type that the method returns.</summary>
    /// <exception cref="JsonException">It is of another kind.</exception>
    public static T? OfNode<T>(JsonNode? node) => node is null ? default : node is T fits ? fits : throw new JsonException($"The JSON is not a {typeof(T).Name}.");

    public static JsonNodeOptions NodeOptions(JsonSerializerOptions options) => new() { PropertyNameCaseInsensitive = options.PropertyNameCaseInsensitive };

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
            throw new JsonException("The JsonElement is undefined: it is default(JsonElement), and has no value.");
#if NET9_0_OR_GREATER
        writer.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
#else
        writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
#endif
    }

    private sealed class Converter<T> : JsonConverter<T>
    {
        public override bool HandleNull => true;

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // Null is one of a type's own values, where that is not a nullable one.
            if (default(T) is null && typeof(T).IsValueType && reader.TokenType == JsonTokenType.Null)
                return default;
            if (typeof(T) == typeof(RawJson) || typeof(T) == typeof(RawJson?))
                return (T)(object)RawJson.Read(ref reader);
            if (typeof(T) == typeof(JsonDocument))
                return (T)(object)JsonDocument.ParseValue(ref reader);
            if (typeof(T) == typeof(JsonElement) || typeof(T) == typeof(JsonElement?))
                return (T)(object)JsonElement.ParseValue(ref reader);
            return OfNode<T>(JsonNode.Parse(ref reader, NodeOptions(options)));
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case RawJson raw:
                    writer.WriteRawValue(raw.Utf8.Span, skipInputValidation: true);
                    break;
                case JsonElement element:
                    Documents.Write(writer, element);
                    break;
                case JsonDocument document:
                    Documents.Write(writer, document.RootElement);
                    break;
                case JsonNode node:
                    node.WriteTo(writer, options);
                    break;
                default:
                    writer.WriteNullValue();
                    break;
            }
        }
    }
}
