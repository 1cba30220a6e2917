using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class PermissionTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    private const string Call = "SELECT status_code FROM aws_lambda.invoke('f', '{}'::json)";

    /// <summary>A login role, and a data source for it; the role goes away with it.</summary>
    private async Task<Role> NewRoleAsync(params string[] grants)
    {
        var name = "role_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync(Lambda.DataSource, $"CREATE ROLE {name} LOGIN");
        foreach (var grant in grants)
            await ExecuteAsync(Lambda.DataSource, string.Format(grant, name));
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { Username = name }.ConnectionString);
        return new Role(name, source, Lambda.DataSource);
    }

    private static readonly string[] BothGrants =
        ["GRANT USAGE ON SCHEMA aws_lambda TO {0}", "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {0}"];

    private static Task<PostgresException> FailsAsync(NpgsqlDataSource source, string sql) =>
        Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(source, sql));

    [Fact]
    public async Task Without_the_grants_come_the_two_errors_of_AWS()
    {
        await using var nothing = await NewRoleAsync();
        var error = await FailsAsync(nothing.Source, Call);
        Assert.Equal(("42501", "permission denied for schema aws_lambda"), (error.SqlState, error.MessageText));
        await using var usage = await NewRoleAsync(BothGrants[0]);
        error = await FailsAsync(usage.Source, Call);
        Assert.Equal(("42501", "permission denied for function invoke"), (error.SqlState, error.MessageText));
    }

    [Fact]
    public async Task With_the_grants_a_role_may_call_and_is_recorded()
    {
        Lambda.Handle("f", (object _) => 1);
        await using var role = await NewRoleAsync(BothGrants);
        await using var connection = await role.Source.OpenConnectionAsync(Token);
        Assert.Equal(200, (await CallAsync(connection, "aws_commons.create_lambda_function_arn('f'), $1")).StatusCode);
        Assert.Equal(role.Name, Lambda.Calls[^1].DatabaseRole);
        await ExecuteAsync(Lambda.DataSource, $"SET ROLE {role.Name}; {Call}; RESET ROLE");
        Assert.Equal(role.Name, Lambda.Calls[^1].DatabaseRole);
    }

    [Theory]
    [InlineData("SELECT * FROM pglambda_standin.endpoint")]
    [InlineData("SELECT * FROM pglambda_standin.call('f', NULL, '{}', 'RequestResponse', 'None', NULL, NULL)")]
    [InlineData("SELECT pglambda_standin.set_endpoint('x', 'h', 1, 'p', 's')")]
    [InlineData("SELECT pglambda_standin.clear_endpoint('x')")]
    [InlineData("SELECT pglambda_standin.ping()")]
    [InlineData("SELECT pglambda_standin.hang_up()")]
    [InlineData("SELECT pglambda_standin.dblink_get_connections()")]
    [InlineData("SELECT pglambda_standin.dblink_connect('x', 'host=127.0.0.1')")]
    public async Task A_caller_can_do_nothing_else(string sql)
    {
        await using var role = await NewRoleAsync(BothGrants);
        var error = await FailsAsync(role.Source, sql);
        Assert.Equal(("42501", "permission denied for schema pglambda_standin"), (error.SqlState, error.MessageText));
    }

    [Fact]
    public async Task A_hostile_search_path_changes_nothing()
    {
        Lambda.Handle("f", (object _) => 1);
        await using var role = await NewRoleAsync([.. BothGrants, "CREATE SCHEMA {0} AUTHORIZATION {0}"]);
        await using var connection = await role.Source.OpenConnectionAsync(Token);
        await using (var evil = new NpgsqlCommand($"""
            CREATE FUNCTION {role.Name}.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END';
            SET search_path = {role.Name}, pg_catalog;
            """, connection))
        {
            await evil.ExecuteNonQueryAsync(Token);
        }
        foreach (var function in (string[])["'f'", "aws_commons.create_lambda_function_arn('f')"])
        {
            Assert.Equal(200, (await CallAsync(connection, $"{function}, $1")).StatusCode);
            Assert.Equal(200, (await CallAsync(connection, $"{function}, $1", type: NpgsqlTypes.NpgsqlDbType.Jsonb)).StatusCode);
        }
        // Each overload that a caller gets at has the path pinned, and what it calls relies on that.
        Assert.Equal(4, await ScalarAsync<long>(connection, """
            SELECT count(*) FROM pg_catalog.pg_proc
            WHERE pronamespace = 'aws_lambda'::regnamespace AND proname = 'invoke' AND prosecdef AND proconfig @> ARRAY['search_path=pg_catalog, pg_temp']
            """));
        await using (var drop = new NpgsqlCommand($"DROP SCHEMA {role.Name} CASCADE", connection))
            await drop.ExecuteNonQueryAsync(Token);
    }

    [Fact]
    public async Task No_message_shows_the_address_of_the_listener()
    {
        var options = RequestedServer.Options();
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        await lambda.StopListenerAsync();
        await using var connection = await lambda.DataSource.OpenConnectionAsync(Token);
        var notices = new List<string>();
        connection.Notice += (_, e) => notices.Add(e.Notice.MessageText);
        await ScalarAsync<string>(connection, "SELECT set_config('client_min_messages', 'debug1', false)");
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, "'f', $1"));
        Assert.DoesNotContain(notices, n => n.Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain("127.0.0.1", error.ToString());
    }

    [Fact]
    public async Task No_connection_is_kept_where_others_can_use_dblink()
    {
        var options = RequestedServer.Options();
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (object _) => 1);
        await ExecuteAsync(lambda.DataSource, "CREATE EXTENSION dblink SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC");
        await using var connection = await lambda.DataSource.OpenConnectionAsync(Token);
        var role = "role_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync(lambda.DataSource, $"CREATE ROLE {role}; GRANT USAGE ON SCHEMA aws_lambda TO {role}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {role}");
        await using (var become = new NpgsqlCommand($"SET ROLE {role}", connection))
            await become.ExecuteNonQueryAsync(Token);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(200, (await CallAsync(connection, "'f', $1")).StatusCode);
            Assert.Equal(0, await ScalarAsync<int>(connection, "SELECT coalesce(array_length(dblink_get_connections(), 1), 0)"));
        }
        Assert.Equal(2, lambda.Calls.Count);
        await using (var reset = new NpgsqlCommand("RESET ROLE", connection))
            await reset.ExecuteNonQueryAsync(Token);
        await ExecuteAsync(lambda.DataSource, $"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    private sealed record Role(string Name, NpgsqlDataSource Source, NpgsqlDataSource Owner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Source.DisposeAsync();
            await using var command = Owner.CreateCommand($"DROP OWNED BY {Name}; DROP ROLE {Name}");
            await command.ExecuteNonQueryAsync();
        }
    }
}
