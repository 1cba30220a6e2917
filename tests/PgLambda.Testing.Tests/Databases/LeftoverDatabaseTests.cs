using System.Diagnostics;
using Npgsql;
using PgLambda.Testing.Tests.Cluster;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>What killed processes leave on a server that they have not started; the server is one of its own, so that no other test cleans it.</summary>
public sealed class LeftoverDatabaseTests : IAsyncLifetime
{
    private PostgresCluster _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await PostgresCluster.StartAsync(RequestedServer.Options().Cluster, Token);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_next_start_drops_the_database_of_a_killed_process()
    {
        using var host = StartHost();
        try
        {
            var left = (await host.StandardOutput.ReadLineAsync(Token))!;
            await using (await StartAsync())
                Assert.True(await ExistsAsync(left), "The owner was still running.");
            host.Kill();
            await host.WaitForExitAsync(Token);

            // Its sessions end by themselves, once the server has noticed.
            await TestSupport.EventuallyAsync(() => !HasSessions(left), "the sessions of the killed process are gone");
            Assert.True(await ExistsAsync(left));
            await using (await StartAsync())
                Assert.False(await ExistsAsync(left));
        }
        finally
        {
            if (!host.HasExited)
                host.Kill();
        }
    }

    [Fact]
    public async Task Only_what_nobody_can_miss_is_dropped()
    {
        var ended = ProcessIdentity.Current with { Id = int.MaxValue };
        var elsewhere = ended with { Scope = "elsewhere" };
        var now = DateTimeOffset.UtcNow;
        await CreateAsync("pglambda_ended", LeftoverDatabases.Describe(ended, now));
        await CreateAsync("pglambda_used", LeftoverDatabases.Describe(ended, now));
        await CreateAsync("pglambda_running", LeftoverDatabases.Describe(ProcessIdentity.Current, now));
        await CreateAsync("pglambda_elsewhere", LeftoverDatabases.Describe(elsewhere, now.AddHours(-23)));
        await CreateAsync("pglambda_elsewhere_old", LeftoverDatabases.Describe(elsewhere, now.AddHours(-25)));
        await CreateAsync("pglambda_without_owner", null);
        await CreateAsync("pglambda_of_a_user", "pglambda.testing is what I wrote this for");
        await CreateAsync("orders", LeftoverDatabases.Describe(ended, now));
        await using var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = "pglambda_used" }.ConnectionString);
        await session.OpenAsync(Token);

        await using var lambda = await StartAsync();

        Assert.False(await ExistsAsync("pglambda_ended"));
        Assert.False(await ExistsAsync("pglambda_elsewhere_old"));
        foreach (var kept in (string[])["pglambda_used", "pglambda_running", "pglambda_elsewhere", "pglambda_without_owner", "pglambda_of_a_user", "orders"])
            Assert.True(await ExistsAsync(kept), kept);
    }

    [Fact]
    public async Task Many_starts_at_once_clean_up_once()
    {
        var ended = ProcessIdentity.Current with { Id = int.MaxValue };
        for (var i = 0; i < 5; i++)
            await CreateAsync($"pglambda_{i}", LeftoverDatabases.Describe(ended, DateTimeOffset.UtcNow));

        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync()));

        foreach (var lambda in started)
            await lambda.DisposeAsync();
        Assert.Equal(0, await _server.ScalarAsync<long>("SELECT count(*) FROM pg_database WHERE datname LIKE 'pglambda%'"));
    }

    private Process StartHost()
    {
        var startInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PgLambda.Testing.OrphanHost.dll"), "database", _server.ConnectionString])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(startInfo)!;
    }

    private Task<LocalLambda> StartAsync() => LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = _server.ConnectionString }, Token);

    private async Task CreateAsync(string name, string? comment)
    {
        await _server.ExecuteAsync($"CREATE DATABASE {name}");
        if (comment is not null)
            await _server.ExecuteAsync($"COMMENT ON DATABASE {name} IS '{comment}'");
    }

    private Task<bool> ExistsAsync(string name) => _server.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{name}')");

    private bool HasSessions(string name)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '{name}')", connection);
        return command.ExecuteScalar() is true;
    }
}
