using System.Text.Json;
using System.Text.Json.Serialization;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>A text that is written as if it were JSON.</summary>
[JsonConverter(typeof(Converter))]
public sealed record RawText(string Text)
{
    private sealed class Converter : JsonConverter<RawText>
    {
        public override RawText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RawText value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
