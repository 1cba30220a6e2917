using Microsoft.Extensions.Logging;
using Npgsql;

namespace PgLambda.Testing;

/// <summary>The database that a <see cref="LocalLambda"/> serves, with the stand-in installed.</summary>
internal sealed class TargetDatabase : IAsyncDisposable
{
    private readonly string _serverConnectionString;

    private TargetDatabase(string serverConnectionString, string name, bool isPrivate, bool includeErrorDetail)
    {
        _serverConnectionString = serverConnectionString;
        Name = name;
        IsPrivate = isPrivate;
        var connectionString = new NpgsqlConnectionStringBuilder(serverConnectionString) { Database = name };
        if (includeErrorDetail)
            connectionString.IncludeErrorDetail = true;
        ConnectionString = connectionString.ConnectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>Where a server of our own finds the listener's address again; null on a server of the user's.</summary>
    public EndpointFile? EndpointFile { get; private set; }

    /// <summary>Whether the database was created here, and is dropped in the end.</summary>
    public bool IsPrivate { get; }

    public static async Task<TargetDatabase> PrepareAsync(LocalLambdaOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        // A server of the user's own has no files of the extensions.
        var cluster = options.ConnectionString is null ? await PostgresCluster.GetSharedAsync(options.Cluster, cancellationToken).ConfigureAwait(false) : null;
        var server = options.ConnectionString ?? cluster!.ConnectionString;
        var template = cluster is null ? null : await TemplateDatabase.GetAsync(cluster, cancellationToken).ConfigureAwait(false);
        var name = options.Database ?? "pglambda_" + Guid.NewGuid().ToString("N")[..16];
        // A private cluster goes with all its databases.
        string? comment = null;
        if (cluster is null)
        {
            await LeftoverDatabases.DropAsync(server, logger, cancellationToken).ConfigureAwait(false);
            comment = LeftoverDatabases.OwnMark;
        }
        var created = await PrivateDatabase.CreateAsync(server, name, template, comment, cancellationToken).ConfigureAwait(false);
        var target = new TargetDatabase(server, name, created, options.IncludeErrorDetail);
        try
        {
            await using var connection = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (cluster?.ExtensionDirectory is null)
                await StandInInstaller.InstallAsync(connection, cancellationToken).ConfigureAwait(false);
            else
                await StandInInstaller.InstallExtensionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (!options.Guesses.CommonsForEveryone)
                await StandInInstaller.CloseCommonsAsync(connection, cancellationToken).ConfigureAwait(false);
            if (cluster is not null)
                target.EndpointFile = await EndpointFile.OfAsync(cluster, connection, cancellationToken).ConfigureAwait(false);
            return target;
        }
        catch (Exception)
        {
            await target.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A connection to set things up by: what goes wrong there is told with all details, and it leaves no idle session behind.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, IncludeErrorDetail = true }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (IsPrivate)
            await PrivateDatabase.DropAsync(_serverConnectionString, Name, CancellationToken.None).ConfigureAwait(false);
    }
}
