using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>A database without extensions on the shared cluster, used as an existing server would be.</summary>
internal sealed class PlainDatabase(LocalLambda owner, string name, string connectionString) : IAsyncDisposable
{
    private bool _dropped;

    public string Name => name;

    public string ConnectionString => connectionString;

    public static async Task<PlainDatabase> CreateAsync(LocalLambda owner, CancellationToken token, string? prepare = null)
    {
        var name = "plain_" + Guid.NewGuid().ToString("N")[..12];
        await using (var command = owner.DataSource.CreateCommand($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
            await command.ExecuteNonQueryAsync(token);
        var connectionString = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Database = name }.ConnectionString;
        if (prepare is { Length: > 0 })
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync(token);
            await using var command = new NpgsqlCommand(prepare, connection);
            await command.ExecuteNonQueryAsync(token);
        }
        return new PlainDatabase(owner, name, connectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_dropped)
            return;
        _dropped = true;
        await PrivateDatabase.DropAsync(owner.ConnectionString, name, CancellationToken.None);
    }
}

/// <summary>A role of one test in one database, which goes with all that it owns there.</summary>
internal sealed class TestRole : IAsyncDisposable
{
    private readonly string _ownerConnectionString;

    private TestRole(string name, string ownerConnectionString)
    {
        Name = name;
        _ownerConnectionString = ownerConnectionString;
        Source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ownerConnectionString) { Username = name, Pooling = false }.ConnectionString);
    }

    public string Name { get; }

    public NpgsqlDataSource Source { get; }

    /// <param name="ownerConnectionString">A superuser's, to the database.</param>
    /// <param name="grants">What it may; <c>{0}</c> is its name.</param>
    /// <param name="token">Gives up.</param>
    public static async Task<TestRole> CreateAsync(string ownerConnectionString, string grants, CancellationToken token)
    {
        var name = "role_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync(ownerConnectionString, $"CREATE ROLE {name} LOGIN; {grants.Replace("{0}", name)}", token);
        return new TestRole(name, ownerConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await ExecuteAsync(_ownerConnectionString, $"DROP OWNED BY {Name} CASCADE", CancellationToken.None);
        // What names the role elsewhere, as a setting of a database does, goes with it or keeps it.
        await ExecuteAsync(_ownerConnectionString, $"ALTER DATABASE {new NpgsqlConnectionStringBuilder(_ownerConnectionString).Database} RESET ALL; DROP ROLE {Name}", CancellationToken.None);
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Options = "-c role=none -c default_transaction_read_only=off -c standard_conforming_strings=on -c search_path=pg_catalog",
        }.ConnectionString);
        await connection.OpenAsync(token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token);
    }
}
