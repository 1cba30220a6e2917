using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace PgLambda.CompilerServices;

/// <summary>
/// The payload and the client context of one call, while they are written, and what else the call asks for. A value that cannot be written does not throw here: the first failure is kept,
/// and the call's task ends with it. Not meant to be used by other code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaPayload
{
    private readonly ClientSerializer _serializer;
    private readonly ArrayBufferWriter<byte> _payload = new();
    private readonly bool _isObject;
    private List<string>? _names;
    private ReadOnlyMemory<byte> _context;

    private LambdaPayload(ClientSerializer serializer, bool isObject)
    {
        _serializer = serializer;
        _isObject = isObject;
    }

    /// <summary>Why the payload or context cannot be sent, or null.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>What could not be written.</summary>
    internal string? Failed { get; private set; }

    /// <summary>The payload, as UTF-8 JSON.</summary>
    internal ReadOnlyMemory<byte> Json => _payload.WrittenMemory;

    /// <summary>The client context, as UTF-8 JSON; empty where there is none.</summary>
    internal ReadOnlyMemory<byte> Context => _context;

    /// <summary>The qualifier that a parameter gave, or null.</summary>
    internal string? Qualifier { get; private set; }

    /// <summary>What the call asks for, or null.</summary>
    internal LambdaCallOptions? Options { get; private set; }

    /// <summary>A payload that is one value.</summary>
    internal static LambdaPayload Of<T>(ClientSerializer serializer, T value)
    {
        var payload = new LambdaPayload(serializer, isObject: false);
        payload.Write("The payload", payload._payload, value);
        return payload;
    }

    /// <summary>A payload that is an object with a property for each parameter; <c>{}</c> without one.</summary>
    internal static LambdaPayload OfObject(ClientSerializer serializer) => new(serializer, isObject: true);

    /// <summary>Adds a parameter under its own name, through the naming policy.</summary>
    public LambdaPayload Add<T>(string parameter, T value) => AddNamed(_serializer.PropertyName(parameter), value);

    /// <summary>Adds a parameter under a name that is used as it is.</summary>
    public LambdaPayload AddNamed<T>(string name, T value)
    {
        if (Failure is null && !_serializer.IsLeftOut(value))
            AddProperty(name, value);
        return this;
    }

    /// <summary>Adds the client context; null is none.</summary>
    public LambdaPayload WithContext<T>(T context)
    {
        if (context is null || Failure is not null)
            return this;
        var buffer = new ArrayBufferWriter<byte>();
        Write("The client context", buffer, context);
        _context = buffer.WrittenMemory;
        return this;
    }

    /// <summary>The version or alias to invoke; null is none.</summary>
    public LambdaPayload WithQualifier(string? qualifier)
    {
        Qualifier = qualifier;
        return this;
    }

    /// <summary>What the call asks for; null is nothing.</summary>
    public LambdaPayload WithOptions(LambdaCallOptions? options)
    {
        Options = options;
        return this;
    }

    /// <summary>Ends the payload: nothing can be added after.</summary>
    internal void End()
    {
        if (_isObject && Failure is null)
            _payload.Write(_names is null ? "{}"u8 : "}"u8);
    }

    private void AddProperty<T>(string name, T value)
    {
        if (_names?.Contains(name) == true)
        {
            Fail($"Parameter '{name}'", new JsonException($"Two parameters are '{name}' in the payload: give one of them a [PayloadName]."));
            return;
        }
        // Each value is an own text, and so passes the same checks as a payload that is one value.
        _payload.Write(_names is null ? "{"u8 : ","u8);
        (_names ??= []).Add(name);
        _payload.Write(_serializer.EncodeName(name));
        _payload.Write(":"u8);
        Write($"Parameter '{name}'", _payload, value);
    }

    private void Write<T>(string what, ArrayBufferWriter<byte> buffer, T value)
    {
        var start = buffer.WrittenCount;
        try
        {
            using (var writer = new Utf8JsonWriter(buffer, _serializer.WriterOptions))
                _serializer.Write(writer, value);
            if (SurrogateCheck.IsNeeded(buffer.WrittenSpan[start..]))
            {
                (buffer, start) = (new ArrayBufferWriter<byte>(), 0);
                using var strict = new Utf8JsonWriter(buffer, SurrogateCheck.Strict(_serializer.WriterOptions));
                _serializer.Write(strict, value);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A converter may throw anything.
            Fail(what, JsonPath.WithPath(exception, buffer.WrittenSpan[start..]));
        }
    }

    private void Fail(string what, Exception exception)
    {
        Failed = what;
        Failure = exception;
    }
}
