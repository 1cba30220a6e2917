using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>
/// The payload and the client context of one call, while they are written, and what else the call asks for. A value that cannot be written does not throw here: the first failure is kept,
/// and the call's task ends with it. Not meant to be used by other code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaPayload
{
    private readonly ClientSerializer _serializer;
    private readonly ParameterList? _parameters;
    private readonly PooledBuffer _buffer = new();
    private ReadOnlyMemory<byte> _raw;

    private LambdaPayload(ClientSerializer serializer, ParameterList? parameters)
    {
        _serializer = serializer;
        _parameters = parameters;
    }

    /// <summary>Why the payload or context cannot be sent, or null.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>What could not be written.</summary>
    internal string? Failed { get; private set; }

    /// <summary>The payload, as UTF-8 JSON, as long as somebody holds it.</summary>
    internal ReadOnlyMemory<byte> Json => _raw.IsEmpty ? _buffer.Written : _raw;

    /// <summary>The client context, as UTF-8 JSON; empty where there is none.</summary>
    internal ReadOnlyMemory<byte> Context { get; private set; }

    /// <summary>The qualifier that a parameter gave, or null.</summary>
    internal string? Qualifier { get; private set; }

    /// <summary>What the call asks for, or null.</summary>
    internal LambdaCallOptions? Options { get; private set; }

    /// <summary>A payload that is one value.</summary>
    internal static LambdaPayload Of<T>(ClientSerializer serializer, T value)
    {
        var payload = new LambdaPayload(serializer, parameters: null);
        if (value is RawJson raw)
            payload._raw = raw.Utf8;
        else
            payload.Write(SerializationErrors.ThePayload, value, static (payload, value) => payload._serializer.Write(payload._buffer, value));
        return payload;
    }

    /// <summary>A payload that is an object with a property for each parameter; <c>{}</c> without one.</summary>
    internal static LambdaPayload OfObject(ClientSerializer serializer) => new(serializer, serializer.Parameters());

    /// <summary>Adds a parameter under its own name, through the naming policy.</summary>
    public LambdaPayload Add<T>(string parameter, T value)
    {
        _parameters!.Add(parameter, isExact: false, value);
        return this;
    }

    /// <summary>Adds a parameter under a name that is used as it is.</summary>
    public LambdaPayload AddNamed<T>(string name, T value)
    {
        _parameters!.Add(name, isExact: true, value);
        return this;
    }

    /// <summary>Adds the client context; null is none.</summary>
    public LambdaPayload WithContext<T>(T context)
    {
        if (context is not null)
            Write(SerializationErrors.TheContext, context, static (payload, context) => payload.Context = payload._serializer.Write(context));
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
        if (_parameters is not null)
            Write(SerializationErrors.ThePayload, _parameters, static (payload, parameters) => payload._serializer.Write(payload._buffer, parameters));
    }

    /// <summary>Keeps the payload for an attempt. False where the call has ended, and its bytes may be another's.</summary>
    internal bool TryHold() => _buffer.TryHold();

    /// <summary>Lets go of the payload, at the end of an attempt and at the end of the call.</summary>
    internal void Release() => _buffer.Release();

    private void Write<T>(string what, T value, Action<LambdaPayload, T> write)
    {
        if (Failure is not null)
            return;
        try
        {
            write(this, value);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A converter may throw anything.
            (Failed, Failure) = (what, exception);
        }
    }
}
