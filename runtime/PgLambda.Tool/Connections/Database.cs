using System.Net.Sockets;
using Npgsql;

namespace PgLambda.Tool;

/// <summary>Opens what <c>--connection</c> names, and says in one line why that fails.</summary>
internal static class Database
{
    /// <summary>The parts of a connection string.</summary>
    /// <exception cref="ToolException">It is none.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        if (connectionString.Contains("://", StringComparison.Ordinal))
            throw new ToolException("--connection takes a connection string as Npgsql has it (Host=…;Username=…;Database=…), not a URL.");
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrEmpty(builder.Host) ? throw new ToolException("--connection names no Host.") : builder;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            throw new ToolException($"--connection cannot be read: {Line(exception.Message)}");
        }
    }

    /// <summary>A data source for one connection at a time, which shows why something fails.</summary>
    public static NpgsqlDataSource CreateDataSource(NpgsqlConnectionStringBuilder connection)
    {
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString) { ConnectionStringBuilder = { ApplicationName = connection.ApplicationName ?? "pglambda", MaxPoolSize = 2, MinPoolSize = 0, Multiplexing = false, Enlist = false, IncludeErrorDetail = true } };
        return builder.Build();
    }

    /// <exception cref="ToolException">There is no connection.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            return await dataSource.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            throw Unreachable(dataSource.ConnectionString, exception);
        }
    }

    /// <summary>What ends the command when the connection is gone.</summary>
    public static ToolException Unreachable(string connectionString, Exception exception)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var why = exception is PostgresException error ? $"{error.MessageText} ({error.SqlState})" : exception.InnerException is SocketException socket ? socket.Message : Line(exception.Message);
        return new ToolException($"database {connection.Database ?? connection.Username} on {connection.Host}:{connection.Port} cannot be reached as {connection.Username}: {Line(why)}", ExitCode.Unreachable);
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ").Trim();
}
