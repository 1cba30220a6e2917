using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class InstallationTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Fact]
    public async Task The_server_is_the_one_that_was_asked_for()
    {
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        var major = await ScalarAsync<int>(connection, "SELECT current_setting('server_version_num')::int / 10000");
        Assert.Equal(RequestedServer.Major ?? major, major);
        if (RequestedServer.Major is not null)
            Assert.Contains("/native/bin/", await ScalarAsync<string>(connection, "SELECT pg_read_file('postmaster.opts')"));
    }

    [Fact]
    public async Task CREATE_EXTENSION_itself_works_and_the_address_outlives_it()
    {
        var cluster = await PostgresCluster.GetSharedAsync(RequestedServer.Options().Cluster, Token);
        Assert.NotNull(cluster.ExtensionDirectory);
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("f", (object _) => 1);
        await using var connection = await lambda.DataSource.OpenConnectionAsync(Token);
        const string Installed = "SELECT string_agg(extname || ' ' || extversion || ' ' || extnamespace::regnamespace, ', ' ORDER BY extname) FROM pg_extension WHERE extname LIKE 'aws%'";
        Assert.Equal("aws_commons 1.2 public, aws_lambda 1.0 public", await ScalarAsync<string>(connection, Installed));
        await ExecuteAsync(lambda.DataSource, "CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE");
        await ExecuteAsync(lambda.DataSource, "DROP EXTENSION aws_lambda; DROP EXTENSION aws_commons");
        Assert.False(await ScalarAsync<bool>(connection, "SELECT to_regnamespace('aws_lambda') IS NOT NULL OR to_regnamespace('aws_commons') IS NOT NULL"));
        await ExecuteAsync(lambda.DataSource, "CREATE EXTENSION aws_lambda CASCADE");
        Assert.Equal(200, (await CallAsync(connection, "'f', $1")).StatusCode);
    }

    [Fact]
    public async Task CREATE_EXTENSION_works_in_any_database_of_the_cluster_before_a_listener_is_there()
    {
        var cluster = await PostgresCluster.GetSharedAsync(RequestedServer.Options().Cluster, Token);
        var name = "own_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync(Lambda.DataSource, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        await using (var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Database = name, IncludeErrorDetail = true }.ConnectionString))
        {
            await ExecuteAsync(source, "CREATE EXTENSION aws_lambda CASCADE");
            var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(source, "'f', $1"));
            Assert.Equal(("55000", "nothing serves the aws_lambda stand-in in this database"), (error.SqlState, error.MessageText));
            var options = RequestedServer.Options();
            options.Database = name;
            await using (var lambda = await LocalLambda.StartAsync(options, Token))
            {
                lambda.Handle("f", (object _) => 7);
                Assert.Equal("7", (await CallAsync(source, "'f', $1")).Payload);
            }
            error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(source, "'f', $1"));
            Assert.Equal("nothing serves the aws_lambda stand-in in this database", error.MessageText);
            await ExecuteAsync(source, "DROP EXTENSION aws_lambda");
        }
        await ExecuteAsync(Lambda.DataSource, $"DROP DATABASE {name}");
    }

    [Theory]
    [InlineData("CREATE EXTENSION aws_commons; CREATE EXTENSION aws_lambda", "CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE")]
    [InlineData("", "CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE")]
    [InlineData("", "CREATE EXTENSION IF NOT EXISTS aws_commons; CREATE EXTENSION IF NOT EXISTS aws_lambda")]
    [InlineData("CREATE EXTENSION aws_commons", "CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE")]
    [InlineData("CREATE EXTENSION dblink; CREATE EXTENSION aws_lambda CASCADE", "ALTER EXTENSION dblink SET SCHEMA public; DROP EXTENSION dblink")]
    [InlineData("CREATE SCHEMA tools; CREATE EXTENSION dblink SCHEMA tools", "ALTER EXTENSION dblink SET SCHEMA public; CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE")]
    [InlineData("", "CREATE EXTENSION dblink; SELECT x FROM dblink('host=127.0.0.1 user=postgres dbname=postgres port=' || current_setting('port'), 'SELECT 1') AS t(x int)")]
    [InlineData("", "DROP EXTENSION aws_lambda; DROP EXTENSION aws_commons; CREATE EXTENSION aws_commons; CREATE EXTENSION aws_lambda")]
    public async Task Extensions_may_be_created_in_every_order_before_and_after_the_stand_in(string before, string after)
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token, before);
        var options = RequestedServer.Options();
        options.Database = database.Name;
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (object _) => 7);
        Assert.Equal("7", (await CallAsync(lambda.DataSource, "'f', $1")).Payload);
        await ExecuteAsync(lambda.DataSource, after);
        Assert.Equal("7", (await CallAsync(lambda.DataSource, "'f', $1")).Payload);
    }

    [Fact]
    public async Task What_a_script_has_installed_stays_in_the_form_that_it_has()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token, StandInInstaller.Script + "COMMENT ON SCHEMA pglambda_standin IS 'of another version';");
        var options = RequestedServer.Options();
        options.Database = database.Name;
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (object _) => 7);
        Assert.Equal("7", (await CallAsync(lambda.DataSource, "'f', $1")).Payload);
    }

    [Fact]
    public async Task The_plain_script_may_run_again_and_keeps_grants_and_address()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        var options = RequestedServer.Options();
        options.ConnectionString = database.ConnectionString;
        options.Database = database.Name;
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (object _) => 7);
        await using var connection = await lambda.DataSource.OpenConnectionAsync(Token);
        Assert.Equal(0, await ScalarAsync<long>(connection, "SELECT count(*) FROM pg_extension WHERE extname LIKE 'aws%'"));
        Assert.False(await MayAsync("aws_lambda", connection));
        Assert.True(await MayAsync("aws_commons", connection));
        await ExecuteAsync(lambda.DataSource, "REVOKE USAGE ON SCHEMA aws_commons FROM PUBLIC; GRANT USAGE ON SCHEMA aws_lambda TO PUBLIC; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO PUBLIC");
        for (var i = 0; i < 2; i++)
        {
            await ExecuteAsync(lambda.DataSource, LocalLambda.InstallScript());
            Assert.Equal("7", (await CallAsync(connection, "'f', $1")).Payload);
            Assert.True(await MayAsync("aws_lambda", connection));
            Assert.False(await MayAsync("aws_commons", connection));
            Assert.Equal(4, await ScalarAsync<long>(connection, "SELECT count(*) FROM pg_proc WHERE pronamespace = 'aws_lambda'::regnamespace AND has_function_privilege('pg_monitor', oid, 'EXECUTE')"));
        }
        await StandInInstaller.InstallAsync(connection, Token);
    }

    // pg_monitor is a role that every server has, and that nobody has granted anything here.
    private static Task<bool> MayAsync(string schema, NpgsqlConnection connection) =>
        ScalarAsync<bool>(connection, $"SELECT has_schema_privilege('pg_monitor', '{schema}', 'USAGE')");

    [Fact]
    public async Task Two_instances_on_one_database_are_not_confused()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        var options = RequestedServer.Options();
        options.ConnectionString = database.ConnectionString;
        options.Database = database.Name;
        await using var first = await LocalLambda.StartAsync(options, Token);
        first.Handle("f", (object _) => 1);
        await using var connection = await first.DataSource.OpenConnectionAsync(Token);
        Assert.Equal("1", (await CallAsync(connection, "'f', $1")).Payload);
        await using var second = await LocalLambda.StartAsync(options, Token);
        second.Handle("f", (object _) => 2);
        Assert.Equal("2", (await CallAsync(connection, "'f', $1")).Payload);
        await first.DisposeAsync();
        Assert.Equal("2", (await CallAsync(second.DataSource, "'f', $1")).Payload);
    }

    [Fact]
    public async Task An_owner_who_is_no_superuser_can_install_where_dblink_is()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token, "CREATE SCHEMA tools; CREATE EXTENSION dblink SCHEMA tools; GRANT USAGE ON SCHEMA tools TO PUBLIC");
        var role = "owner_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync(Lambda.DataSource, $"CREATE ROLE {role} LOGIN");
        await ExecuteAsync(Lambda.DataSource, $"ALTER DATABASE {database.Name} OWNER TO {role}");
        var options = RequestedServer.Options();
        options.ConnectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role }.ConnectionString;
        options.Database = database.Name;
        await using (var lambda = await LocalLambda.StartAsync(options, Token))
        {
            lambda.Handle("f", (object _) => 1);
            Assert.Equal("1", (await CallAsync(lambda.DataSource, "'f', $1")).Payload);
            Assert.Equal("1", (await CallAsync(lambda.DataSource, "'f', $1")).Payload);
            Assert.Equal(role, lambda.Calls[^1].DatabaseRole);
        }
        await database.DisposeAsync();
        await ExecuteAsync(Lambda.DataSource, $"DROP ROLE {role}");
    }

    [Fact]
    public async Task A_listener_on_all_addresses_is_reached_by_the_name_that_the_server_knows()
    {
        var options = RequestedServer.Options();
        options.ListenAddress = System.Net.IPAddress.Any;
        options.HostAddressForDatabase = "localhost";
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (object _) => 1);
        Assert.Equal("1", (await CallAsync(lambda.DataSource, "'f', $1")).Payload);
    }

    [Fact]
    public async Task An_unreachable_listener_is_told_at_the_start()
    {
        var options = RequestedServer.Options();
        options.IncludeErrorDetail = false;
        options.HostAddressForDatabase = "127.0.0.2.invalid";
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => LocalLambda.StartAsync(options, Token));
        Assert.Contains("HostAddressForDatabase", error.Message);
        Assert.Contains("could not translate host name \"127.0.0.2.invalid\"", error.Message);
    }

    [Fact]
    public async Task A_database_in_another_encoding_is_refused()
    {
        var name = "latin_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync(Lambda.DataSource, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
        var options = RequestedServer.Options();
        options.Database = name;
        var error = await Assert.ThrowsAsync<PostgresException>(() => LocalLambda.StartAsync(options, Token));
        Assert.Contains("UTF8, not LATIN1", error.MessageText);
        await ExecuteAsync(Lambda.DataSource, $"DROP DATABASE {name}");
    }

    [Fact]
    public async Task A_start_leaves_no_database_behind()
    {
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        for (var i = 0; i < 2; i++)
        {
            var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
            var name = new NpgsqlConnectionStringBuilder(lambda.ConnectionString).Database!;
            await lambda.DisposeAsync();
            await lambda.DisposeAsync();
            Assert.False(await ScalarAsync<bool>(connection, $"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{name}')"));
        }
    }
}
