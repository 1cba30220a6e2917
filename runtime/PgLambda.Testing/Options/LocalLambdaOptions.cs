using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>How a <see cref="LocalLambda"/> is set up. Nothing needs to be set.</summary>
public sealed class LocalLambdaOptions
{
    /// <summary>An existing server to use, as superuser or as a role that may create databases. Default null: a private cluster, shared in the process.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Which private cluster to share, when <see cref="ConnectionString"/> is null. Default null: the defaults of <see cref="PostgresClusterOptions"/>.</summary>
    public PostgresClusterOptions? Cluster { get; set; }

    /// <summary>The database to use. One that exists stays; a missing one is created, and dropped in the end. Default null: a new one with a name of its own.</summary>
    public string? Database { get; set; }

    /// <summary>
    /// Whether <see cref="LocalLambda.ConnectionString"/> has <c>Include Error Detail=true</c>, so that Npgsql passes on the DETAIL of PostgreSQL's errors: the text that
    /// names the function and says why it failed. Default false, Npgsql's own default, so that code under test sees what it would see in production; a
    /// <see cref="ConnectionString"/> of your own keeps what it says. Where your code depends on the DETAIL, its connection string in production needs the same key:
    /// see <see href="https://www.npgsql.org/doc/connection-string-parameters.html">Npgsql's connection string parameters</see>. The DETAIL may hold data of the payload.
    /// </summary>
    public bool IncludeErrorDetail { get; set; }

    /// <summary>The region of the "database instance": what calls without a region get. Default <c>us-west-2</c>.</summary>
    public string Region { get; set; } = "us-west-2";

    /// <summary>The AWS account in ARNs that name none: twelve digits. Default <c>123456789012</c>.</summary>
    public string AccountId { get; set; } = "123456789012";

    /// <summary>Where the listener listens. Default 127.0.0.1, so that nothing outside the machine reaches it.</summary>
    public IPAddress ListenAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The host name or address that the database server dials, for example <c>host.docker.internal</c> from a container. Default null: the listen address.</summary>
    public string? HostAddressForDatabase { get; set; }

    /// <summary>The pauses before the retries of a failed event; their number is the number of retries. Default: two, without a pause.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; set; } = [TimeSpan.Zero, TimeSpan.Zero];

    /// <summary>
    /// How typed handlers read and write JSON; read once, at the start. Default: the web defaults of System.Text.Json, with characters escaped only where JSON asks for it,
    /// as Lambda's own runtimes write them; and without a limit of depth where none is set. Where that may not use reflection, as in file-based
    /// programs, types of your own need a <see cref="JsonSerializerOptions.TypeInfoResolver"/>; <see cref="JsonElement"/>, strings, numbers and booleans do not.
    /// </summary>
    public JsonSerializerOptions JsonOptions { get; set; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where calls are logged, at Debug, in the category <c>PgLambda.Testing</c>. Default null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>What AWS has not published, as the stand-in guesses it.</summary>
    public StandInGuesses Guesses { get; set; } = new();
}
