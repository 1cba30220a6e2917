using System.Runtime.CompilerServices;
using Npgsql;

namespace PgLambda.Testing;

/// <summary>The database of a private cluster that has the stand-in installed and that others are copied from: made once per cluster.</summary>
internal static class TemplateDatabase
{
    private const string Name = "pglambda_template";
    private static readonly ConditionalWeakTable<PostgresCluster, Lazy<Task>> Made = [];

    /// <summary>The template's name, once it is there.</summary>
    public static async Task<string> GetAsync(PostgresCluster cluster, CancellationToken cancellationToken)
    {
        var making = Made.GetValue(cluster, static c => new Lazy<Task>(() => MakeAsync(c)));
        await making.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Name;
    }

    private static async Task MakeAsync(PostgresCluster cluster)
    {
        if (cluster.ExtensionDirectory is { } directory)
            ExtensionFiles.Write(directory);
        await PrivateDatabase.CreateAsync(cluster.ConnectionString, Name, template: null, comment: null, CancellationToken.None).ConfigureAwait(false);
        var target = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Database = Name }.ConnectionString;
        await using var connection = new NpgsqlConnection(PrivateDatabase.Unpooled(target));
        await connection.OpenAsync().ConfigureAwait(false);
        if (cluster.ExtensionDirectory is null)
            await StandInInstaller.InstallAsync(connection).ConfigureAwait(false);
        else
            await StandInInstaller.InstallExtensionAsync(connection, CancellationToken.None).ConfigureAwait(false);
    }
}
