using System.Buffers;
using System.Diagnostics;
using System.Text.Json;

namespace PgLambda;

/// <summary>Puts the trace context into a client context, for the function to continue the trace.</summary>
internal static class TraceContext
{
    private const string Custom = "custom";

    /// <summary>
    /// The client context with the trace context in its <c>custom</c>, under the propagator's own names. The context as it was, where there is no trace, no place for
    /// it, or not enough room: a trace is not worth a failed call.
    /// </summary>
    /// <param name="context">The client context, one JSON object as UTF-8; empty where there is none.</param>
    public static ReadOnlyMemory<byte> AddTo(ReadOnlyMemory<byte> context)
    {
        if (Activity.Current is not { } activity)
            return context;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        DistributedContextPropagator.Current.Inject(activity, fields, static (carrier, name, value) => ((Dictionary<string, string>)carrier!)[name] = value);
        if (fields.Count == 0 || Write(context, fields) is not { } written)
            return context;
        return LambdaLimits.IsClientContext(written.Length) ? written : context;
    }

    private static ReadOnlyMemory<byte>? Write(ReadOnlyMemory<byte> context, Dictionary<string, string> fields)
    {
        using var document = JsonDocument.Parse(context.IsEmpty ? "{}"u8.ToArray() : context);
        var root = document.RootElement;
        if (root.TryGetProperty(Custom, out var custom) && custom.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in root.EnumerateObject().Where(property => property.Name != Custom))
                property.WriteTo(writer);
            writer.WriteStartObject(Custom);
            if (custom.ValueKind == JsonValueKind.Object)
            {
                // What the caller says himself holds.
                foreach (var property in custom.EnumerateObject())
                {
                    fields.Remove(property.Name);
                    property.WriteTo(writer);
                }
            }
            foreach (var (name, value) in fields)
                writer.WriteString(name, value);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
