using Npgsql;

namespace PgLambda;

/// <summary>What a connection string says that a client must know before its first call.</summary>
internal static class ConnectionSettings
{
    /// <summary>
    /// Whether Npgsql prepares statements by itself (<c>Max Auto Prepare</c>), which cannot be switched off for one of them.
    /// </summary>
    public static bool PreparesByItself(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).MaxAutoPrepare > 0;

    /// <exception cref="ArgumentException">The connection string asks for what no call can go through, or lacks what the options demand.</exception>
    public static void Check(string connectionString, LambdaClientOptions? options, string parameter)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.TryGetValue("Multiplexing", out var multiplexing) && multiplexing is true)
        {
            throw new ArgumentException(
                "The connection string says Multiplexing=true. Npgsql then gives one caller's error to another, and ignores tokens and time-outs: nobody could tell whose function ran. "
                + "Give the client a data source of its own without it.", parameter);
        }
        if (options is { RequireErrorDetail: true } && !settings.IncludeErrorDetail)
        {
            throw new ArgumentException(
                "The connection string lacks Include Error Detail=true, which LambdaClientOptions.RequireErrorDetail asks for: without it Npgsql withholds why a function could not be called.", parameter);
        }
    }
}
