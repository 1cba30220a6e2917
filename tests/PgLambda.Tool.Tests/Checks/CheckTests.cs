using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.Tool.Tests.Checks;

/// <summary>Each fault made real, on real servers.</summary>
public sealed class CheckTests(RequestedFixture fixture) : IClassFixture<RequestedFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Connection => new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { IncludeErrorDetail = true }.ConnectionString;

    [Fact]
    public async Task Nothing_is_wrong_with_a_database_that_is_ready()
    {
        var run = await Pglambda.RunAsync("check", "--connection", Connection, Pglambda.Application);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("FAIL", run.Output);
        Assert.DoesNotContain("warn", run.Output);
        Assert.Contains("pass  server-version: PostgreSQL ", run.Output);
        Assert.Contains("the local stand-in answers, not AWS", run.Output);
        Assert.Contains("0 warned, 0 failed", run.Errors);
        var checks = await JsonAsync(0, "--connection", Connection);
        Assert.All(checks.Values, check => Assert.Equal(JsonValueKind.Null, check.Mend.ValueKind));
    }

    [Fact]
    public async Task A_missing_extension()
    {
        await ExecuteAsync("CREATE DATABASE bare TEMPLATE template0");
        var checks = await JsonAsync(1, "--connection", With(builder => builder.Database = "bare"));
        Assert.Equal(("fail", "As rds_superuser, in this database: CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;"), Of(checks, "extension-installed"));
        Assert.Equal("pass", checks["extension-available"].Status);
        Assert.Equal("skip", checks["grants"].Status);
        // What it says mends it.
        await ExecuteAsync("CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE", "bare");
        await JsonAsync(0, "--connection", With(builder => builder.Database = "bare"));
    }

    [Fact]
    public async Task A_schema_that_is_left_over_and_a_missing_public_one()
    {
        await ExecuteAsync("CREATE DATABASE left_over TEMPLATE template0");
        await ExecuteAsync("CREATE SCHEMA aws_commons; DROP SCHEMA public", "left_over");
        var checks = await JsonAsync(1, "--connection", With(builder => builder.Database = "left_over"));
        Assert.Equal(("fail", "As rds_superuser, in this database: DROP SCHEMA aws_commons;"), Of(checks, "leftover-schema"));
        Assert.Equal(("warn", "As rds_superuser, in this database: CREATE SCHEMA public;"), Of(checks, "public-schema"));
        await ExecuteAsync("DROP SCHEMA aws_commons; CREATE SCHEMA public; CREATE EXTENSION aws_lambda CASCADE", "left_over");
        await JsonAsync(0, "--connection", With(builder => builder.Database = "left_over"));
    }

    [Fact]
    public async Task A_server_without_the_extension()
    {
        await using var cluster = await PostgresCluster.StartAsync(RequestedServer.Options().Cluster, Token);
        var checks = await JsonAsync(1, "--connection", cluster.ConnectionString);
        Assert.Equal("fail", checks["extension-available"].Status);
        Assert.Equal("warn", checks["error-detail"].Status);
    }

    [Theory]
    [InlineData("120004", "12.4", "fail", "aws_lambda is in 12.6 and later")]
    [InlineData("120006", "12.6", "pass", null)]
    [InlineData("140000", "14.0", "fail", "aws_lambda is in 14.1 and later")]
    [InlineData("110022", "11.22", "fail", "No version before 12.6 has aws_lambda")]
    [InlineData("190000", "19.0", "warn", "not known here")]
    public async Task Servers_of_other_versions(string number, string shown, string status, string? said)
    {
        // Nothing that one can start is that old, so a database of its own says that it is.
        var name = $"of_{number}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        await ExecuteAsync("ALTER FUNCTION pg_catalog.current_setting(text) RENAME TO current_setting_of_the_server; "
            + $"CREATE FUNCTION pg_catalog.current_setting(text) RETURNS text STABLE LANGUAGE sql AS $$ SELECT CASE $1 WHEN 'server_version_num' THEN '{number}' WHEN 'server_version' THEN '{shown}'"
            + " ELSE pg_catalog.current_setting_of_the_server($1) END $$", name);
        var checks = await JsonAsync(1, "--connection", With(builder => builder.Database = name));
        Assert.Equal(status, checks["server-version"].Status);
        Assert.StartsWith($"PostgreSQL {shown}", checks["server-version"].Message);
        if (said is not null)
            Assert.Contains(said, checks["server-version"].Message);
        Assert.Equal(status == "fail", checks["server-version"].Mend.ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task A_hot_standby_is_read_and_called_as_its_primary_is()
    {
        await using var primary = await PostgresCluster.StartAsync(await Standby.PrimaryAsync(), Token);
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = primary.ConnectionString }, Token);
        foreach (var function in (string[])["price-order", "order-placed", "stock", "store"])
        {
            lambda.Handle(function, (JsonElement any) => any);
            for (var version = 1; version <= 3; version++)
                lambda.Function(function).PublishVersion();
            lambda.Function(function).Alias("prod", "3").Alias("live", "3");
        }
        await using var standby = await Standby.StartAsync(primary);
        var connection = new NpgsqlConnectionStringBuilder(lambda.ConnectionString) { Port = standby.Port, IncludeErrorDetail = true }.ConnectionString;
        var checks = await JsonAsync(0, "--connection", connection, Pglambda.Application, "--invoke");
        Assert.Equal(("warn", "Attach the role to this instance too; install and grant on the writer."), Of(checks, "replica"));
        Assert.Equal("pass", checks["dry-run:store:live"].Status);
    }

    [Fact]
    public async Task Missing_grants_of_this_role_and_of_another()
    {
        await ExecuteAsync("CREATE ROLE \"Order Service\" LOGIN; CREATE ROLE half LOGIN; GRANT USAGE ON SCHEMA aws_lambda TO half");
        var checks = await JsonAsync(1, "--connection", With(builder => builder.Username = "Order Service"), "--role", "half", "--role", "nobody", "--role", "postgres");
        var (status, mend) = Of(checks, "grants");
        // What is on aws_commons, the stand-in guesses to be everybody's.
        Assert.Equal(
            ("fail", "As rds_superuser, in this database: GRANT USAGE ON SCHEMA aws_lambda TO \"Order Service\"; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO \"Order Service\";"),
            (status, mend));
        Assert.DoesNotContain("GRANT USAGE ON SCHEMA aws_lambda", Of(checks, "grants:half").Mend);
        Assert.Contains("no role 'nobody'", checks["grants:nobody"].Message);
        Assert.Equal("pass", checks["grants:postgres"].Status);
        await ExecuteAsync(mend!["As rds_superuser, in this database: ".Length..]);
        await JsonAsync(0, "--connection", With(builder => builder.Username = "Order Service"));
    }

    [Fact]
    public async Task Time_limits_that_end_calls_before_their_own()
    {
        var checks = await JsonAsync(0, "--connection", With(builder =>
        {
            builder.Options = "-c statement_timeout=5000 -c aws_lambda.request_timeout_ms=60000";
            builder.CommandTimeout = 10;
        }), Pglambda.Application);
        Assert.Equal("warn", checks["statement-timeout"].Status);
        Assert.Contains("IOrderFunctions.PriceAsync", checks["statement-timeout"].Message);
        Assert.Equal("warn", checks["command-timeout"].Status);
        // It has a time-out of its own, above which the client keeps the command's.
        Assert.DoesNotContain("PriceAsync", checks["command-timeout"].Message);
        Assert.Contains("60000 ms", checks["request-timeout"].Message);
    }

    [Fact]
    public async Task Withheld_details_are_warned_of() =>
        Assert.Equal("warn", (await JsonAsync(0, "--connection", With(builder => builder.IncludeErrorDetail = false)))["error-detail"].Status);

    [Fact]
    public async Task Functions_are_asked_for_only_where_that_is_asked_for()
    {
        fixture.Lambda.Handle("stock", (JsonElement any) => any);
        fixture.Lambda.ForgetCalls();
        await Pglambda.RunAsync("check", "--connection", Connection, Pglambda.Application);
        Assert.Empty(fixture.Lambda.Calls);
        var checks = await JsonAsync(1, "--connection", Connection, Pglambda.Application, "--invoke");
        Assert.All(fixture.Lambda.Calls, call => Assert.Equal("DryRun", $"{call.InvocationType}"));
        Assert.Equal("pass", checks["dry-run:stock"].Status);
        Assert.Matches("took [0-9]+ ms", checks["dry-run:stock"].Message);
        Assert.Equal("fail", checks["dry-run:price-order:prod"].Status);
        Assert.Contains("Function not found", checks["dry-run:price-order:prod"].Message);
        Assert.Equal("skip", checks["dry-run:audit:*"].Status);
        (await Pglambda.RunAsync("check", "--connection", Connection, "--invoke")).Refused(2, "--invoke needs the assembly");
    }

    [Fact]
    public async Task It_writes_nothing()
    {
        await ExecuteAsync("CREATE DATABASE quiet TEMPLATE template0");
        await ExecuteAsync("ALTER DATABASE quiet SET default_transaction_read_only = on", "quiet");
        var before = await ScalarAsync("SELECT pg_current_wal_insert_lsn()::text || xact_rollback FROM pg_stat_database WHERE datname = 'quiet'", "quiet");
        await Pglambda.RunAsync("check", "--connection", With(builder => builder.Database = "quiet"), Pglambda.Application);
        Assert.NotNull(before);
        Assert.Equal("0", await ScalarAsync("SELECT (tup_inserted + tup_updated + tup_deleted)::text FROM pg_stat_database WHERE datname = 'quiet'", "quiet"));
    }

    [Fact]
    public async Task What_cannot_be_reached_is_named_without_the_password()
    {
        await ExecuteAsync("CREATE ROLE secretive LOGIN");
        (await Pglambda.RunAsync("check", "--connection", "Host=127.0.0.1;Port=1;Username=app;Password=hunter2")).Refused(3, "127.0.0.1:1", "as app");
        (await Pglambda.RunAsync("check", "--connection", With(builder => builder.Database = "nowhere"))).Refused(3, "3D000");
        (await Pglambda.RunAsync("check", "--connection", With(builder => builder.Username = "no-one"))).Refused(3, "no-one");
        (await Pglambda.RunAsync("check", "--connection", "Hots=x")).Refused(2, "--connection cannot be read");
        (await Pglambda.RunAsync("check", "--connection", "Username=x")).Refused(2, "names no Host");
        (await Pglambda.RunAsync("check", "--connection", "postgres://x@y/z")).Refused(2, "not a URL");
    }

    [Fact]
    public async Task An_interrupt_and_a_killed_connection_end_it()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Signals are sent with kill.");
        // Somebody holds what it wants to read.
        await ExecuteAsync("CREATE DATABASE held TEMPLATE template0");
        await using var connection = await OpenAsync("held");
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using (var hold = new NpgsqlCommand("LOCK TABLE pg_catalog.pg_extension IN ACCESS EXCLUSIVE MODE", connection, transaction))
            await hold.ExecuteNonQueryAsync(Token);
        using var interrupted = Pglambda.Start("check", "--connection", With(builder => builder.Database = "held"));
        var pid = await WaitingAsync();
        using (var kill = Process.Start("kill", ["-INT", $"{interrupted.Id}"]))
            await kill.WaitForExitAsync(Token);
        // Started where interrupts are ignored, as background jobs of a shell are, it sees none, and ends with its connection.
        var isIgnored = Signals.AreIgnored(interrupted.Id, Signals.Interrupt);
        if (isIgnored)
            await ScalarAsync($"SELECT pg_terminate_backend({pid})::text");
        await interrupted.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal(isIgnored ? 3 : 130, interrupted.ExitCode);
        Assert.DoesNotContain("   at ", await interrupted.StandardError.ReadToEndAsync(Token));
        if (!isIgnored)
            await ScalarAsync($"SELECT pg_terminate_backend({pid})::text");

        var killed = Pglambda.RunAsync("check", "--connection", With(builder => builder.Database = "held"));
        await ScalarAsync($"SELECT pg_terminate_backend({await WaitingAsync(pid)})::text");
        (await killed).Refused(3, "cannot be reached");
    }

    private async Task<string> WaitingAsync(string except = "0")
    {
        for (var i = 0; i < 600; i++)
        {
            if (await ScalarAsync($"SELECT min(pid)::text FROM pg_stat_activity WHERE datname = 'held' AND application_name = 'pglambda' AND wait_event_type = 'Lock' AND pid <> {except}") is { } pid)
                return pid;
            await Task.Delay(100, Token);
        }
        throw new TimeoutException("The tool does not wait.");
    }

    private string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(Connection);
        change(builder);
        return builder.ConnectionString;
    }

    private static (string Status, string? Mend) Of(Dictionary<string, (string Status, string Message, JsonElement Mend)> checks, string id) => (checks[id].Status, checks[id].Mend.GetString());

    private static async Task<Dictionary<string, (string Status, string Message, JsonElement Mend)>> JsonAsync(int exitCode, params string[] arguments)
    {
        var run = await Pglambda.RunAsync(["check", "--json", .. arguments]);
        Assert.True(exitCode == run.ExitCode, run.Output + run.Errors);
        Assert.Equal(1, run.Json.GetProperty("version").GetInt32());
        return run.Json.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("id").GetString()!,
            check => (check.GetProperty("status").GetString()!, check.GetProperty("message").GetString()!, check.GetProperty("mend")));
    }

    private async Task<NpgsqlConnection> OpenAsync(string? database)
    {
        var connection = new NpgsqlConnection(With(builder =>
        {
            builder.Pooling = false;
            builder.Database = database ?? builder.Database;
        }));
        await connection.OpenAsync(Token);
        return connection;
    }

    private async Task ExecuteAsync(string sql, string? database = null)
    {
        await using var connection = await OpenAsync(database);
        // Each by itself: CREATE DATABASE runs in no transaction.
        foreach (var statement in sql.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Token);
        }
    }

    private async Task<string?> ScalarAsync(string sql, string? database = null)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token) as string;
    }
}
