using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PgLambda.Testing;
using Shop;

namespace PgLambda.Extensions.Hosting.Tests.Health;

/// <summary>What the check finds, and what it says is to be done.</summary>
public sealed class HealthTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string UseLambda = "GRANT USAGE ON SCHEMA aws_lambda TO {role}", Invoke = "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {role}", UseCommons = "GRANT USAGE ON SCHEMA aws_commons TO {role}";

    private static readonly string[] All = [UseLambda, Invoke, UseCommons];

    [Fact]
    public async Task A_role_with_all_grants_is_healthy()
    {
        var result = await CheckAsync(await fixture.NewRoleAsync(All));
        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.Matches("^aws_lambda 1.0 answers for role role_[0-9a-f]{12} in database .+\\.$", result.Description);
        Assert.Equal("1.0", result.Data["aws_lambda"]);
        Assert.StartsWith("role_", (string)result.Data["role"], StringComparison.Ordinal);
        Assert.Equal(0L, result.Data["statement_timeout_ms"]);
        Assert.Equal(30, result.Data["command_timeout_s"]);
    }

    public static TheoryData<string[], string> Missing => new()
    {
        { [], "GRANT USAGE ON SCHEMA aws_lambda TO {role}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {role}; GRANT USAGE ON SCHEMA aws_commons TO {role};" },
        { [UseCommons, UseLambda], "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {role};" },
        { [UseCommons, Invoke], "GRANT USAGE ON SCHEMA aws_lambda TO {role};" },
        { [UseLambda, Invoke], "GRANT USAGE ON SCHEMA aws_commons TO {role};" },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public async Task A_missing_grant_is_unhealthy_and_what_is_said_mends_it(string[] grants, string expected)
    {
        var connection = await fixture.NewRoleAsync(grants);
        var role = new NpgsqlConnectionStringBuilder(connection).Username!;
        var result = await CheckAsync(connection);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Null(result.Exception);
        var sql = expected.Replace("{role}", role, StringComparison.Ordinal);
        Assert.EndsWith($"in that database: {sql}", result.Description, StringComparison.Ordinal);
        await fixture.ExecuteAsync(sql);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(connection)).Status);
    }

    [Fact]
    public async Task The_function_that_makes_the_ARN_needs_a_grant_where_it_was_taken_away()
    {
        await using var lambda = await LocalLambda.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var role = "role_" + Guid.NewGuid().ToString("N")[..12];
        await using (var command = lambda.DataSource.CreateCommand(
            $"CREATE ROLE {role} LOGIN; {string.Join(";", All)}; REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_commons FROM PUBLIC".Replace("{role}", role, StringComparison.Ordinal)))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var result = await CheckAsync(new NpgsqlConnectionStringBuilder(lambda.ConnectionString) { Username = role }.ConnectionString);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.EndsWith($"in that database: GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_commons TO {role};", result.Description, StringComparison.Ordinal);
        await using var drop = lambda.DataSource.CreateCommand($"DROP OWNED BY {role}; DROP ROLE {role}");
        await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_the_extension_the_check_says_how_to_get_it()
    {
        var cluster = await PostgresCluster.GetSharedAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await CheckAsync(cluster.ConnectionString);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Equal("Database postgres lacks the extension aws_lambda. As rds_superuser, in that database: CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;", result.Description);
        Assert.False(result.Data.ContainsKey("aws_lambda"));
    }

    [Fact]
    public async Task An_extension_without_its_function_is_unhealthy()
    {
        await using var lambda = await LocalLambda.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using (var command = lambda.DataSource.CreateCommand(
            "ALTER EXTENSION aws_commons DROP FUNCTION aws_commons.create_lambda_function_arn(text, text); DROP FUNCTION aws_commons.create_lambda_function_arn(text, text)"))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var result = await CheckAsync(lambda.ConnectionString);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("ALTER EXTENSION aws_lambda UPDATE;", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_unhealthy_with_the_exception()
    {
        var result = await CheckAsync(new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { Database = "nowhere" }.ConnectionString);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.StartsWith("The database could not be asked: 3D000", result.Description, StringComparison.Ordinal);
        Assert.IsType<PostgresException>(result.Exception);
    }

    [Fact]
    public async Task A_time_limit_below_a_method_s_own_degrades()
    {
        var connection = await fixture.NewRoleAsync([.. All, "ALTER ROLE {role} SET statement_timeout = '10s'"]);
        var role = new NpgsqlConnectionStringBuilder(connection).Username!;
        var result = await CheckAsync(connection, typeof(IOrderFunctions), typeof(ITestFunctions));
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Equal(
            "statement_timeout (10000 ms) ends calls before their own time-out does: PgLambda.Extensions.Hosting.Tests.ITestFunctions.WaitAsync (60000 ms), Shop.IOrderFunctions.ShipAsync (10000 ms). "
            + $"Raise it, as by ALTER ROLE {role} SET statement_timeout = …; or lower TimeoutMilliseconds.", result.Description);
        await fixture.ExecuteAsync($"ALTER ROLE {role} SET statement_timeout = '61s'");
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(connection, typeof(IOrderFunctions), typeof(ITestFunctions))).Status);
    }

    [Fact]
    public async Task What_the_configuration_asks_for_counts()
    {
        var connection = await fixture.NewRoleAsync([.. All, "ALTER ROLE {role} SET statement_timeout = '15s'"]);
        var builder = Builder(connection, typeof(IOrderFunctions));
        builder.Services.AddPgLambda(options => options.Clients["IOrderFunctions"] = new LambdaClientOverride { TimeoutMilliseconds = 20_000 });
        var result = await CheckAsync(builder);
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Contains("Shop.IOrderFunctions.PriceAsync (20000 ms), Shop.IOrderFunctions.ShipAsync (20000 ms)", result.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, HealthStatus.Degraded)]
    [InlineData(31, HealthStatus.Healthy)]
    [InlineData(0, HealthStatus.Healthy)]
    public async Task A_command_timeout_below_what_the_session_waits_degrades(int commandTimeout, HealthStatus expected)
    {
        var settings = new NpgsqlConnectionStringBuilder(await fixture.NewRoleAsync(All)) { Options = "-c aws_lambda.request_timeout_ms=30000", CommandTimeout = commandTimeout };
        var result = await CheckAsync(settings.ConnectionString);
        Assert.Equal(expected, result.Status);
        if (expected == HealthStatus.Degraded)
            Assert.StartsWith("Command Timeout (30 s) ends calls before aws_lambda.request_timeout_ms of the session (30000 ms) does.", result.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, HealthStatus.Degraded)]
    [InlineData(3, HealthStatus.Degraded)]
    [InlineData(4, HealthStatus.Healthy)]
    public async Task A_session_that_says_nothing_waits_three_seconds(int commandTimeout, HealthStatus expected)
    {
        var settings = new NpgsqlConnectionStringBuilder(await fixture.NewRoleAsync(All)) { CommandTimeout = commandTimeout };
        var result = await CheckAsync(settings.ConnectionString);
        Assert.Equal(expected, result.Status);
        if (expected == HealthStatus.Degraded)
            Assert.StartsWith($"Command Timeout ({commandTimeout} s) ends calls before aws_lambda.request_timeout_ms of the session (3000 ms, its default) does.", result.Description, StringComparison.Ordinal);
        // Each method has its own, above which the client keeps the command time-out.
        var builder = Builder(settings.ConnectionString, typeof(IOrderFunctions));
        builder.Services.AddPgLambda(options => options.Clients["IOrderFunctions"] = new LambdaClientOverride { TimeoutMilliseconds = 9_000 });
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(builder)).Status);
    }

    [Theory]
    [InlineData(2000, "", "3000 ms, its default")]
    [InlineData(5000, "-c aws_lambda.request_timeout_ms=6000", "6000 ms")]
    [InlineData(5000, "", null)]
    public async Task A_time_limit_below_the_session_s_degrades_for_methods_without_their_own(int statementTimeout, string options, string? session)
    {
        var settings = new NpgsqlConnectionStringBuilder(await fixture.NewRoleAsync(All)) { Options = $"-c statement_timeout={statementTimeout} {options}" };
        var result = await CheckAsync(settings.ConnectionString, typeof(IParcels));
        Assert.Equal(session is null ? HealthStatus.Healthy : HealthStatus.Degraded, result.Status);
        if (session is not null)
        {
            Assert.Equal(
                $"statement_timeout ({statementTimeout} ms) ends calls before aws_lambda.request_timeout_ms of the session ({session}) does: IParcels.PackAsync. "
                + $"Raise it, as by ALTER ROLE {settings.Username} SET statement_timeout = …; or lower aws_lambda.request_timeout_ms.", result.Description);
        }
    }

    [Fact]
    public async Task Each_data_source_that_clients_call_on_is_checked()
    {
        var builder = Builder(fixture.Lambda.ConnectionString, typeof(IOrderFunctions), typeof(IReaderFunctions));
        var result = await CheckAsync(builder);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Equal("Data source 'reader': No NpgsqlDataSource is registered with this service key. Add services.AddNpgsqlDataSource(connectionString, serviceKey: \"reader\").", result.Description);

        var cluster = await PostgresCluster.GetSharedAsync(cancellationToken: TestContext.Current.CancellationToken);
        builder = Builder(fixture.Lambda.ConnectionString, typeof(IOrderFunctions), typeof(IReaderFunctions));
        builder.Services.AddKeyedSingleton("reader", (_, _) => NpgsqlDataSource.Create(cluster.ConnectionString));
        result = await CheckAsync(builder);
        Assert.StartsWith("Data source 'reader': Database postgres lacks the extension", result.Description, StringComparison.Ordinal);
        Assert.Equal("postgres", result.Data["reader:database"]);
        Assert.Equal("1.0", result.Data["aws_lambda"]);
    }

    [Fact]
    public async Task Clients_that_were_registered_by_hand_call_on_the_one_without_a_key()
    {
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Builder(fixture.Lambda.ConnectionString, []))).Status);
    }

    [Fact]
    public async Task A_connection_string_that_clients_refuse_is_unhealthy()
    {
        var builder = Builder(fixture.Lambda.ConnectionString, typeof(IOrderFunctions));
        builder.Services.AddPgLambda(options => options.RequireErrorDetail = true);
        var result = await CheckAsync(builder);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.StartsWith("No client can be made: The connection string lacks Include Error Detail=true", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_cannot_be_are_unhealthy_where_no_start_has_found_them()
    {
        var builder = Builder(fixture.Lambda.ConnectionString, typeof(IOrderFunctions));
        builder.Services.AddPgLambda(options => options.Functions.Add(new LambdaFunctionOverride { Name = "arn:aws:lambda:us-west-2:210987654321:function:x" }));
        var result = await CheckAsync(builder);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("Functions:0:Name (set in code): No registered method calls 'arn:aws:lambda:us-west-2:<account>:function:x'", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_names_each_function_that_could_not_be_called_and_runs_none()
    {
        await using var lambda = await LocalLambda.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        lambda.Handle("price-order", (Order order) => new PriceQuote(1, "EUR"));
        lambda.Handle("boom", (string text) => text);
        lambda.Function("boom").Faults.FailAll(LambdaFault.AccessDenied);
        var connection = new NpgsqlConnectionStringBuilder(lambda.ConnectionString) { IncludeErrorDetail = true }.ConnectionString;
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(connection, typeof(IOrderFunctions), typeof(ITestFunctions))).Status);
        Assert.Empty(lambda.Calls);

        var intercepted = 0;
        var builder = Builder(connection, dryRun: true, typeof(IOrderFunctions), typeof(ITestFunctions));
        builder.Services.AddPgLambda(options => options.Interceptors.Add(new Counting(() => intercepted++)));
        var result = await CheckAsync(builder);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("Function boom (qualifier live), which PgLambda.Extensions.Hosting.Tests.ITestFunctions.BoomAsync calls, could not be called: the role of the database instance may not invoke it.", result.Description, StringComparison.Ordinal);
        Assert.Contains("Function ship-order, which Shop.IOrderFunctions.ShipAsync calls, could not be called: there is none of this name", result.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("price-order", result.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("123456789012", result.Description, StringComparison.Ordinal);
        Assert.IsType<LambdaInvokeException>(result.Exception);
        // Not the one whose qualifier is a parameter.
        Assert.Equal(["boom", "busy", "price-order", "ship-order", "waits"], lambda.Calls.Select(call => call.Function).Order(StringComparer.Ordinal));
        Assert.All(lambda.Calls, call => Assert.Equal(("DryRun", 0), (call.InvocationType.ToString(), call.Attempt)));
        Assert.Equal(0, intercepted);
    }

    [Fact]
    public async Task A_dry_run_without_details_says_how_to_get_them()
    {
        await using var lambda = await LocalLambda.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await CheckAsync(Builder(lambda.ConnectionString, dryRun: true, typeof(IReaderFunctions)), services =>
            services.AddKeyedSingleton("reader", (_, _) => NpgsqlDataSource.Create(lambda.ConnectionString)));
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Equal(
            "Data source 'reader': Function reads, which PgLambda.Extensions.Hosting.Tests.IReaderFunctions.ReadAsync calls, could not be called: Npgsql withholds why. Let the data source say it: UsePgLambda(), or Include Error Detail=true in its connection string.",
            result.Description);
    }

    [Fact]
    public async Task Time_and_cancellation_are_the_health_service_s()
    {
        await using var blocked = await fixture.Lambda.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var settings = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { MaxPoolSize = 1, Timeout = 0, ApplicationName = "one" };
        var builder = Hosts.Create();
        builder.Services.AddDataSource(settings.ConnectionString);
        builder.Services.AddHealthChecks().AddLambda(timeout: TimeSpan.FromMilliseconds(200), failureStatus: HealthStatus.Degraded, tags: ["database"]);
        using var host = builder.Build();
        // The pool's only connection is lent: the check waits for it.
        await using var lent = await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        var entry = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["lambda"];
        Assert.Equal((HealthStatus.Degraded, "A timeout occurred while running check."), (entry.Status, entry.Description));
        Assert.Equal(["database"], entry.Tags);

        using var source = new CancellationTokenSource();
        var check = host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
    }

    private static HostApplicationBuilder Builder(string connectionString, params Type[] interfaces) => Builder(connectionString, dryRun: false, interfaces);

    private static HostApplicationBuilder Builder(string connectionString, bool dryRun, params Type[] interfaces)
    {
        var builder = Hosts.Create();
        builder.Services.AddDataSource(connectionString).AddClients(interfaces).AddHealthChecks().AddLambda(configure: options => options.DryRun = dryRun);
        return builder;
    }

    private static Task<HealthReportEntry> CheckAsync(string connectionString, params Type[] interfaces) => CheckAsync(Builder(connectionString, interfaces.Length == 0 ? [typeof(IOrderFunctions)] : interfaces));

    private static async Task<HealthReportEntry> CheckAsync(HostApplicationBuilder builder, Action<IServiceCollection>? configure = null)
    {
        configure?.Invoke(builder.Services);
        using var host = builder.Build();
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return Assert.Single(report.Entries).Value;
    }

    private sealed class Counting(Action count) : ILambdaInterceptor
    {
        public ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken)
        {
            count();
            return next(invocation, cancellationToken);
        }
    }
}
