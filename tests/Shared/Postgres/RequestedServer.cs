using System.Globalization;
using PgLambda.Testing;

namespace PgLambda.SharedTests;

/// <summary>The server that the environment asks for: <c>PGLAMBDA_TEST_POSTGRES=15</c>, for example.</summary>
internal static class RequestedServer
{
    /// <summary>The major version; null where the environment asks for none.</summary>
    public static int? Major { get; } =
        Environment.GetEnvironmentVariable("PGLAMBDA_TEST_POSTGRES") is { Length: > 0 } major ? int.Parse(major, CultureInfo.InvariantCulture) : null;

    /// <summary>A stand-in on it, with the error details that tests look at. A version that is asked for comes from npm, so that all versions are built alike.</summary>
    public static LocalLambdaOptions Options() => new()
    {
        IncludeErrorDetail = true,
        Cluster = new PostgresClusterOptions
        {
            MajorVersion = Major,
            Source = Major is null ? PostgresBinarySource.Any : PostgresBinarySource.Npm,
        },
    };
}
