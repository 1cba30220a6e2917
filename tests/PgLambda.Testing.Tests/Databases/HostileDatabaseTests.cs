using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>Databases and sessions that somebody has prepared, out of malice or carelessness.</summary>
public sealed class HostileDatabaseTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Theory]
    [InlineData("CREATE SCHEMA pglambda_standin")]
    [InlineData("CREATE SCHEMA aws_lambda")]
    [InlineData("CREATE SCHEMA aws_commons")]
    [InlineData("CREATE SCHEMA pglambda_standin; CREATE FUNCTION pglambda_standin.call(text, text, text, text, text, text, character varying) RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    public async Task What_another_role_has_put_in_the_place_of_the_stand_in_is_refused(string prepare)
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        await using var evil = await EvilAsync(database);
        await ExecuteAsync(evil.Source, prepare);
        foreach (var options in (LocalLambdaOptions[])[OnCluster(database), OnServer(database)])
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() => LocalLambda.StartAsync(options, Token));
            Assert.Equal("42501", error.SqlState);
            Assert.StartsWith("the aws_lambda stand-in takes over nothing that another role owns: ", error.MessageText);
        }
        await using var owner = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(owner, "CREATE EXTENSION aws_lambda CASCADE"))).SqlState);
    }

    [Fact]
    public async Task What_another_role_adds_later_is_refused_before_anything_of_it_runs()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        await using var evil = await EvilAsync(database);
        await using (await LocalLambda.StartAsync(OnServer(database), Token))
        {
        }
        await using var owner = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        await ExecuteAsync(owner, $"GRANT CREATE ON SCHEMA aws_lambda TO {evil.Name}");
        await ExecuteAsync(evil.Source, "CREATE FUNCTION aws_lambda.invoke(text, text) RETURNS int LANGUAGE sql AS 'SELECT 1'");
        var error = await Assert.ThrowsAsync<PostgresException>(() => LocalLambda.StartAsync(OnServer(database), Token));
        Assert.Contains("function aws_lambda.invoke(text,text)", error.MessageText);
    }

    [Fact]
    public async Task A_stand_in_of_another_role_is_not_taken_for_ones_own_by_its_mark()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        await using var evil = await EvilAsync(database);
        await ExecuteAsync(evil.Source, $"""
            CREATE SCHEMA pglambda_standin;
            CREATE SCHEMA aws_lambda;
            COMMENT ON SCHEMA pglambda_standin IS '{StandInScript.Mark}';
            CREATE FUNCTION pglambda_standin.set_endpoint(text, text, text, text, text) RETURNS void LANGUAGE plpgsql AS 'BEGIN CREATE ROLE {evil.Name}_2; END';
            """);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => LocalLambda.StartAsync(OnServer(database), Token))).SqlState);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_set_in_the_database_before_opens_nothing_and_redirects_nothing(bool onCluster)
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        await using var evil = await EvilAsync(database);
        // The careless administrator opens what comes; the hostile one replaces what is called.
        await using (var owner = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false"))
        {
            await ExecuteAsync(owner, $"""
                ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO {evil.Name}, PUBLIC;
                ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO {evil.Name}, PUBLIC;
                ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO {evil.Name};
                ALTER DEFAULT PRIVILEGES REVOKE ALL ON TYPES FROM PUBLIC;
                ALTER DATABASE {database.Name} SET default_transaction_read_only = on;
                ALTER DATABASE {database.Name} SET standard_conforming_strings = off;
                ALTER DATABASE {database.Name} SET plpgsql.extra_errors = 'all';
                ALTER DATABASE {database.Name} SET search_path = hostile, public, pg_catalog;
                ALTER DATABASE {database.Name} SET role = {evil.Name};
                """);
        }
        await ExecuteAsync(evil.Source, $"""
            BEGIN READ WRITE;
            CREATE SCHEMA hostile;
            GRANT USAGE ON SCHEMA hostile TO PUBLIC;
            CREATE FUNCTION hostile.to_regnamespace(text) RETURNS regnamespace LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            CREATE FUNCTION hostile.current_setting(text, boolean) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            CREATE FUNCTION hostile.set_config(text, text, boolean) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            CREATE FUNCTION hostile.obj_description(oid, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            CREATE FUNCTION hostile.format(text, text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            CREATE FUNCTION hostile.replace(text, text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            CREATE FUNCTION hostile.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            CREATE FUNCTION hostile.same(text, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            CREATE OPERATOR hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.same);
            CREATE TABLE hostile.pg_roles (rolname name, rolsuper boolean);
            COMMIT;
            """);
        await using var lambda = await LocalLambda.StartAsync(onCluster ? OnCluster(database) : OnServer(database), Token);
        lambda.Handle("f", (int i) => i);

        // As somebody with the two GRANTs, in a session that has all of it too.
        await using var caller = await RoleAsync(database, $"GRANT USAGE ON SCHEMA aws_lambda TO {{0}}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {{0}}");
        Assert.Equal("7", (await CallAsync(caller.Source, "'f', $1", "7")).Payload);
        Assert.Equal("8", (await CallAsync(caller.Source, "aws_commons.create_lambda_function_arn('f'), $1", "8")).Payload);

        await using var plain = new NpgsqlConnection(database.ConnectionString + ";Pooling=false;Search Path=pg_catalog;Options=-c role=none");
        await plain.OpenAsync(Token);
        Assert.Equal("", await ScalarAsync<string>(plain, """
            SELECT coalesce(string_agg(o.what || ' to ' || a.grantee::regrole || ' ' || a.privilege_type, ', '), '')
            FROM (
                SELECT nspname::text AS what, nspacl AS acl, nspowner AS owner FROM pg_namespace WHERE nspname IN ('pglambda_standin', 'aws_lambda')
                UNION ALL SELECT proname, coalesce(proacl, acldefault('f', proowner)), proowner FROM pg_proc WHERE pronamespace IN ('pglambda_standin'::regnamespace, 'aws_lambda'::regnamespace)
                UNION ALL SELECT relname, relacl, relowner FROM pg_class WHERE relnamespace = 'pglambda_standin'::regnamespace
            ) AS o, aclexplode(o.acl) AS a
            WHERE a.grantee <> o.owner
                AND NOT (a.grantee = (SELECT oid FROM pg_roles WHERE rolname = '
            """ + caller.Name + "'))"));
        Assert.Equal("postgres", await ScalarAsync<string>(plain, "SELECT string_agg(DISTINCT proowner::regrole::text, ',') FROM pg_proc WHERE pronamespace IN ('pglambda_standin'::regnamespace, 'aws_lambda'::regnamespace, 'aws_commons'::regnamespace)"));
        await lambda.StopListenerAsync();
        await lambda.StartListenerAsync(Token);
        Assert.Equal("9", (await CallAsync(caller.Source, "'f', $1", "9")).Payload);
    }

    [Fact]
    public async Task Nobody_puts_a_listener_of_his_own_in_the_place_of_the_kept_connection()
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("f", (int i) => i);
        var name = new NpgsqlConnectionStringBuilder(lambda.ConnectionString).Database!;
        await using var evil = await RoleAsync(lambda, $"GRANT USAGE ON SCHEMA aws_lambda TO {{0}}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {{0}}");
        await ExecuteAsync(lambda.DataSource, """
            CREATE SCHEMA app;
            GRANT USAGE ON SCHEMA app TO PUBLIC;
            CREATE FUNCTION app.pay() RETURNS json LANGUAGE sql SECURITY DEFINER AS $$ SELECT payload FROM aws_lambda.invoke('f', '4711'::json) $$;
            """);
        await using var connection = await evil.Source.OpenConnectionAsync(Token);
        Assert.Equal("1", (await CallAsync(connection, "'f', $1", "1")).Payload);

        // An application brings dblink: from now on its functions are within reach.
        await ExecuteAsync(lambda.DataSource, "CREATE EXTENSION dblink SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC");
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var link = await ScalarAsync<string>(connection, "SELECT (dblink_get_connections())[1]");
        await ScalarAsync<string>(connection, $"SELECT dblink_disconnect('{link}')");
        await using var forged = new PgWireListener(IPAddress.Loopback, new ListenerSecrets("p", "s"), (_, _) => Task.FromResult<InvokeReply?>(null), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        forged.Start();
        Assert.Equal("OK", await ScalarAsync<string>(connection, $"SELECT dblink_connect('{link}', 'host=127.0.0.1 port={forged.EndPoint.Port} user=x dbname=x password=p sslmode=disable gssencmode=disable')"));
        await using (var forgedIsThere = new NpgsqlCommand("SELECT dblink_get_connections()", connection))
            Assert.Equal([link], (string[])(await forgedIsThere.ExecuteScalarAsync(Token))!);

        Assert.Equal("4711", await ScalarAsync<string>(connection, "SELECT app.pay()::text"));
        Assert.Equal([1, 4711], lambda.Calls.Select(c => c.Payload.GetInt32()));
        await using (var nothingKept = new NpgsqlCommand("SELECT dblink_get_connections() IS NULL", connection))
            Assert.True((bool)(await nothingKept.ExecuteScalarAsync(Token))!);
        _ = name;
    }

    [Fact]
    public async Task CREATE_EXTENSION_puts_no_dblink_within_anybodys_reach()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token, "CREATE EXTENSION aws_lambda CASCADE");
        await using var anybody = await RoleAsync(database, "");
        await using var connection = await anybody.Source.OpenConnectionAsync(Token);
        Assert.Equal(0, await ScalarAsync<long>(connection, """
            SELECT count(*) FROM pg_proc AS p
            WHERE p.probin = '$libdir/dblink' AND has_schema_privilege(p.pronamespace, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
            """));
        Assert.Equal(6, await ScalarAsync<long>(connection, "SELECT count(*) FROM pg_proc AS p WHERE p.probin = '$libdir/dblink'"));
    }

    [Fact]
    public async Task A_failed_installation_leaves_the_connection_usable()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        await using var evil = await EvilAsync(database);
        await ExecuteAsync(evil.Source, "CREATE SCHEMA aws_lambda");
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Token);
        await Assert.ThrowsAsync<PostgresException>(() => StandInInstaller.InstallAsync(connection, Token));
        Assert.Equal(1, await ScalarAsync<int>(connection, "SELECT 1"));
        Assert.False(await ScalarAsync<bool>(connection, "SELECT to_regnamespace('pglambda_standin') IS NOT NULL"));
    }

    [Fact]
    public async Task The_address_and_its_secrets_leave_a_users_database_with_the_stand_in()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Token);
        const string Secrets = "SELECT coalesce(string_agg(concat(e.link, e.conninfo, e.secret), ''), '') FROM pglambda_standin.endpoint AS e";
        await using (await LocalLambda.StartAsync(OnServer(database), Token))
            Assert.NotEqual("", await ScalarAsync<string>(connection, Secrets));
        Assert.Equal("", await ScalarAsync<string>(connection, Secrets));
    }

    [Fact]
    public async Task Emptying_every_table_leaves_the_address()
    {
        await using var database = await PlainDatabase.CreateAsync(Lambda, Token);
        await using var lambda = await LocalLambda.StartAsync(OnServer(database), Token);
        lambda.Handle("f", (int i) => i);
        await ExecuteAsync(lambda.DataSource, """
            DO $$
            DECLARE
                t record;
            BEGIN
                FOR t IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LOOP
                    EXECUTE format('TRUNCATE %I.%I CASCADE', t.schemaname, t.tablename);
                END LOOP;
            END
            $$
            """);
        Assert.Equal("7", (await CallAsync(lambda.DataSource, "'f', $1", "7")).Payload);
    }

    private static LocalLambdaOptions OnCluster(PlainDatabase database)
    {
        var options = RequestedServer.Options();
        options.Database = database.Name;
        return options;
    }

    private static LocalLambdaOptions OnServer(PlainDatabase database)
    {
        var options = OnCluster(database);
        options.ConnectionString = database.ConnectionString;
        return options;
    }

    /// <summary>A role that may create schemas in the database.</summary>
    private Task<TestRole> EvilAsync(PlainDatabase database) => RoleAsync(database, $"GRANT CREATE ON DATABASE {database.Name} TO {{0}}");

    private Task<TestRole> RoleAsync(LocalLambda lambda, string grants) => TestRole.CreateAsync(lambda.ConnectionString, grants, Token);

    private static Task<TestRole> RoleAsync(PlainDatabase database, string grants) => TestRole.CreateAsync(database.ConnectionString, grants, Token);
}
