using Npgsql;
using PgLambda.Testing.Tests.StandIn;

namespace PgLambda.Testing.Tests.Dumps;

/// <summary>Dumps of databases with the stand-in, by the pg_dump of this machine, which reads no server that is newer than itself.</summary>
public sealed class DumpTests : IAsyncLifetime
{
    private static readonly string Dump = ClientProgram.Find("pg_dump");
    private static readonly string Psql = ClientProgram.Find("psql");

    private LocalLambda _source = null!;
    private PostgresClusterOptions _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var major = await ClientProgram.MajorAsync(Dump);
        _cluster = RequestedServer.Options().Cluster!;
        if (_cluster.MajorVersion is null || _cluster.MajorVersion > major)
            _cluster = new PostgresClusterOptions { MajorVersion = major };
        _source = await LocalLambda.StartAsync(new LocalLambdaOptions { Cluster = _cluster });
        _source.Handle("f", (int i) => i);
    }

    public async ValueTask DisposeAsync() => await _source.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dump_holds_no_secret_and_can_be_restored_and_served(bool asExtension)
    {
        // A database as extensions have it, or as the plain script does.
        await using var plain = await PlainDatabase.CreateAsync(_source, Token);
        await using var owned = asExtension ? null : await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = plain.ConnectionString, Database = plain.Name }, Token);
        var lambda = owned ?? _source;
        await using var role = await TestRole.CreateAsync(lambda.ConnectionString, "GRANT USAGE ON SCHEMA aws_lambda TO {0}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {0}", Token);
        await ExecuteAsync(lambda.ConnectionString, "CREATE TABLE orders AS SELECT 4711 AS id");
        if (asExtension)
            await ExecuteAsync(lambda.ConnectionString, "COMMENT ON EXTENSION aws_lambda IS 'ours'");
        var (exit, dump) = await ClientProgram.RunAsync(Dump, new NpgsqlConnectionStringBuilder(lambda.ConnectionString), null);
        Assert.True(exit == 0, dump);
        Assert.Contains("4711", dump);
        foreach (var secret in await SecretsAsync(lambda.ConnectionString))
            Assert.DoesNotContain(secret, dump);
        Assert.Equal(asExtension, dump.Contains("CREATE EXTENSION IF NOT EXISTS aws_lambda", StringComparison.Ordinal));

        await using var target = await PlainDatabase.CreateAsync(_source, Token);
        var (restored, output) = await ClientProgram.RunAsync(Psql, new NpgsqlConnectionStringBuilder(target.ConnectionString), dump, "-X", "-q", "-v", "ON_ERROR_STOP=1");
        Assert.True(restored == 0, output);
        var options = new LocalLambdaOptions { Cluster = _cluster, Database = target.Name, ConnectionString = asExtension ? null : target.ConnectionString };
        await using var again = await LocalLambda.StartAsync(options, Token);
        again.Handle("f", (int i) => i + 1);
        await using var caller = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(target.ConnectionString) { Username = role.Name, Pooling = false }.ConnectionString);
        await using var command = caller.CreateCommand("SELECT payload::text FROM aws_lambda.invoke('f', '1'::json)");
        Assert.Equal("2", await command.ExecuteScalarAsync(Token));
        Assert.Empty(_source.Calls);
        await ExecuteAsync(target.ConnectionString, $"DROP OWNED BY {role.Name}");
    }

    [Fact]
    public async Task A_role_with_the_two_GRANTs_dumps_and_restores_what_it_owns()
    {
        await using var role = await TestRole.CreateAsync(_source.ConnectionString,
            "CREATE SCHEMA app AUTHORIZATION {0}; GRANT USAGE ON SCHEMA aws_lambda TO {0}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {0}", Token);
        var own = new NpgsqlConnectionStringBuilder(_source.ConnectionString) { Username = role.Name };
        await ExecuteAsync(own.ConnectionString, """
            CREATE TABLE app.orders AS SELECT 4711 AS id;
            CREATE FUNCTION app.price(o json) RETURNS json LANGUAGE sql AS 'SELECT payload FROM aws_lambda.invoke(''f'', o)';
            """);
        var (exit, dump) = await ClientProgram.RunAsync(Dump, own, null, "--no-comments");
        Assert.True(exit == 0, dump);
        await using var target = await PlainDatabase.CreateAsync(_source, Token, $"CREATE EXTENSION aws_lambda CASCADE; GRANT USAGE ON SCHEMA aws_lambda TO {role.Name}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {role.Name}");
        await ExecuteAsync(target.ConnectionString, $"GRANT CREATE ON DATABASE {target.Name} TO {role.Name}");
        var (restored, output) = await ClientProgram.RunAsync(Psql, new NpgsqlConnectionStringBuilder(target.ConnectionString) { Username = role.Name }, dump, "-X", "-q", "-v", "ON_ERROR_STOP=1");
        Assert.True(restored == 0, output);
        await using (var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { Cluster = _cluster, Database = target.Name }, Token))
        {
            lambda.Handle("f", (int i) => i * 2);
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(target.ConnectionString) { Username = role.Name, Pooling = false }.ConnectionString);
            await connection.OpenAsync(Token);
            await using var command = new NpgsqlCommand("SELECT app.price(to_json(id))::text FROM app.orders", connection);
            Assert.Equal("9422", await command.ExecuteScalarAsync(Token));
        }
        await ExecuteAsync(target.ConnectionString, $"DROP OWNED BY {role.Name} CASCADE");
    }

    private static async Task<string[]> SecretsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand("SELECT ARRAY[link, conninfo, secret, (regexp_match(conninfo, 'password=''([^'']+)'''))[1]] FROM pglambda_standin.endpoint", connection);
        var secrets = (string[])(await command.ExecuteScalarAsync(Token))!;
        Assert.All(secrets, secret => Assert.True(secret.Length > 10));
        return secrets;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
