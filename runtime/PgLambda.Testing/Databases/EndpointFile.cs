using System.Globalization;
using Npgsql;

namespace PgLambda.Testing;

/// <summary>
/// The address of the listener of one database, in the data directory of a private cluster, where the server alone reads it: an extension that is dropped and created
/// again finds its listener there.
/// </summary>
internal sealed class EndpointFile
{
    private readonly string _path;

    private EndpointFile(string path) => _path = path;

    /// <summary>The file for the database of a connection.</summary>
    public static async Task<EndpointFile> OfAsync(PostgresCluster cluster, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()", connection);
        var database = (uint)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        return new EndpointFile(Path.Combine(cluster.DataDirectory, "pglambda_standin", string.Create(CultureInfo.InvariantCulture, $"{database}.json")));
    }

    public async Task WriteAsync(EndpointRow row, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var temporary = _path + "." + Guid.NewGuid().ToString("N");
        await File.WriteAllTextAsync(temporary, row.ToJson(), cancellationToken).ConfigureAwait(false);
        // The server may run as another user; nobody else gets into its data directory.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(temporary, _path, overwrite: true);
    }

    /// <summary>Deletes it, unless another stand-in has written its own there since.</summary>
    public void Delete(EndpointRow row)
    {
        try
        {
            if (File.Exists(_path) && File.ReadAllText(_path) == row.ToJson())
                File.Delete(_path);
        }
        catch (IOException)
        {
            // The cluster has gone before, with all its files.
        }
    }
}
