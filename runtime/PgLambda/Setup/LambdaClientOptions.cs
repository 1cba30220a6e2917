using System.Text.Json;

namespace PgLambda;

/// <summary>
/// What a generated client may be told besides its connection. Set it before the first client gets it: what is changed after that may or may not hold.
/// </summary>
public sealed class LambdaClientOptions
{
    private JsonSerializerOptions? _serializerOptions;

    internal static LambdaClientOptions Default { get; } = new();

    /// <summary>
    /// How payloads, client contexts and answers are written and read. Default: System.Text.Json's web defaults (camelCase, case-insensitive,
    /// numbers also from strings), by reflection; on .NET 9 and later, whatever the application was built for, an answer that lacks a constructor parameter, or has null where
    /// the type allows none, is an error too. Where they are not set, the contracts come from the context of <see cref="LambdaClientAttribute.JsonContext"/>,
    /// where the client has one. Options without a <see cref="JsonSerializerOptions.TypeInfoResolver"/> get the one by reflection and, as with the serializer itself,
    /// become read-only. Under Native AOT give the client a context, or options whose resolver is one; <see cref="JsonElement"/>,
    /// <see cref="JsonDocument"/>, <c>JsonNode</c> and <see cref="RawJson"/> need none.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public JsonSerializerOptions SerializerOptions
    {
        get => _serializerOptions ?? DefaultSerializerOptions.Web;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _serializerOptions = value;
        }
    }

    /// <summary>The serializer options that were set; null where they were not.</summary>
    internal JsonSerializerOptions? GivenSerializerOptions => _serializerOptions;

    /// <summary>
    /// Whether statements are prepared on the server. Default: false. Beside a real function the gain is nothing that one could notice, and behind a
    /// connection pooler in transaction mode a named statement can be another application's. So even where this is true, a statement is prepared only
    /// on a connection whose <see cref="Npgsql.NpgsqlConnection.ProcessID"/> is the server's own <c>pg_backend_pid()</c>, which is asked once a session.
    /// See <see href="https://www.npgsql.org/doc/prepare.html"/>.
    /// </summary>
    public bool PrepareStatements { get; set; }

    /// <summary>
    /// Whether a client refuses a connection string without <c>Include Error Detail=true</c> when it is made. Default: false. Without the detail Npgsql withholds
    /// why a call failed: <see cref="LambdaInvokeException.Reason"/> is then unknown, and <see cref="LambdaException.IsTransient"/> false. The detail may hold
    /// data from the payload. See <see href="https://www.npgsql.org/doc/connection-string-parameters.html"/>.
    /// </summary>
    public bool RequireErrorDetail { get; set; }

    /// <summary>
    /// What this environment has otherwise, by the function's name as the attribute has it. <see cref="Clients"/> are narrower, and win. A name twice, and an
    /// entry that cannot be, is a <see cref="LambdaConfigurationException"/> at the call; the Hosting package finds it at the start.
    /// </summary>
    public IList<LambdaFunctionOverride> Functions { get; } = [];

    /// <summary>
    /// What this environment has otherwise, by the interface's name, without regard to case: its full name, with namespace and outer types (<c>Shop.Orders.IFunctions</c>; a plus before nested types,
    /// as <see cref="Type.FullName"/> has it, is taken too), or its simple name. A full name means that interface alone. A simple name that several interfaces have is an error where a
    /// container makes the clients; a client that code makes knows of no other, and takes the entry by either name. A generic interface is named without its parameters.
    /// </summary>
    public IDictionary<string, LambdaClientOverride> Clients { get; } = new Dictionary<string, LambdaClientOverride>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The full names of all interfaces that a container knows of; null where none has made a client of these options.</summary>
    internal IReadOnlyCollection<string>? RegisteredInterfaces { get; set; }

    /// <summary>What stands around each call; the first is the outermost. Default: none, which costs nothing.</summary>
    public IList<ILambdaInterceptor> Interceptors { get; } = [];

    /// <summary>
    /// Whether synchronous calls carry the trace context to the function, in the client context's <c>custom</c> object under the names of
    /// <see cref="System.Diagnostics.DistributedContextPropagator.Current"/>, such as <c>traceparent</c>. Default: false. Lambda delivers no client context to any other
    /// invocation type. Where the client context would become larger than Lambda takes (3,583 bytes in base64), or its <c>custom</c> is no JSON object, the trace context is left out.
    /// </summary>
    public bool PropagateTraceContext { get; set; }
}
