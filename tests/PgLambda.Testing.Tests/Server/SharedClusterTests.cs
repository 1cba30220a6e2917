namespace PgLambda.Testing.Tests.Cluster;

public sealed class SharedClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_concurrent_callers_get_one_instance()
    {
        var clusters = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PostgresCluster.GetSharedAsync(cancellationToken: Token), Token)));

        Assert.Single(clusters.Distinct());
    }

    [Fact]
    public async Task Disposing_of_a_shared_cluster_does_nothing()
    {
        var cluster = await PostgresCluster.GetSharedAsync(cancellationToken: Token);
        await cluster.DisposeAsync();

        Assert.Equal(1, await cluster.ScalarAsync<int>("SELECT 1"));
        Assert.Same(cluster, await PostgresCluster.GetSharedAsync(new PostgresClusterOptions(), Token));
    }

    [Fact]
    public async Task Other_settings_are_another_cluster()
    {
        var plain = await PostgresCluster.GetSharedAsync(cancellationToken: Token);
        var set = await PostgresCluster.GetSharedAsync(new PostgresClusterOptions { Settings = { ["work_mem"] = "9MB" } }, Token);

        Assert.NotSame(plain, set);
        Assert.Equal("9MB", await set.ScalarAsync<string>("SHOW work_mem"));
    }

    [Fact]
    public async Task A_failed_start_is_not_remembered()
    {
        using var directory = new TestDirectory();
        var bin = Path.Combine(directory.Path, "bin");
        var options = new PostgresClusterOptions { BinDirectory = bin };
        await Assert.ThrowsAsync<PostgresNotFoundException>(() => PostgresCluster.GetSharedAsync(options, Token));

        var known = await PostgresCluster.GetSharedAsync(cancellationToken: Token);
        var real = await known.ScalarAsync<string>("SELECT setting FROM pg_config WHERE name = 'PKGLIBDIR'");
        Assert.NotEmpty(real);
        var installed = await PostgresBinaries.FindAsync(new PostgresClusterOptions(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Token);
        Directory.CreateSymbolicLink(bin, installed.BinDirectory);

        var cluster = await PostgresCluster.GetSharedAsync(options, Token);

        Assert.Equal(1, await cluster.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task A_cancelled_caller_does_not_take_the_start_from_the_others()
    {
        var options = new PostgresClusterOptions { Settings = { ["work_mem"] = "11MB" } };
        using var cancelled = new CancellationTokenSource();
        var first = PostgresCluster.GetSharedAsync(options, cancelled.Token);
        var second = PostgresCluster.GetSharedAsync(options, Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("11MB", await (await second).ScalarAsync<string>("SHOW work_mem"));
    }

    [Fact]
    public async Task A_shared_server_that_was_stopped_from_outside_is_replaced()
    {
        var options = new PostgresClusterOptions { Settings = { ["work_mem"] = "13MB" } };
        var first = await PostgresCluster.GetSharedAsync(options, Token);
        await TestSupport.RunAsync("kill", "-QUIT", $"{first.ProcessId}");
        await TestSupport.EventuallyAsync(() => first.HasEnded, "the server ends");

        var second = await PostgresCluster.GetSharedAsync(options, Token);

        Assert.NotSame(first, second);
        Assert.Equal("13MB", await second.ScalarAsync<string>("SHOW work_mem"));
    }
}
