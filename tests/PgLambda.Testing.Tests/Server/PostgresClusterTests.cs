using Npgsql;

namespace PgLambda.Testing.Tests.Cluster;

public sealed class PostgresClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_and_answers()
    {
        using var log = new RecordingLoggerFactory();
        await using var cluster = await PostgresCluster.StartAsync(new PostgresClusterOptions { LoggerFactory = log }, Token);

        var version = await cluster.ScalarAsync<string>("SELECT version()");

        Assert.StartsWith($"PostgreSQL {cluster.ServerVersion.Major}.", version, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", cluster.Host);
        Assert.Contains($"Host=127.0.0.1;Port={cluster.Port};", cluster.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain("Error Detail", cluster.ConnectionString, StringComparison.Ordinal);
        Assert.Equal("on", await cluster.ScalarAsync<string>("SELECT current_setting('is_superuser')"));
        Assert.Equal(cluster.DataDirectory, await cluster.ScalarAsync<string>("SHOW data_directory"));
        Assert.Contains(log.Lines, line => line.StartsWith("Information: ", StringComparison.Ordinal) && line.Contains("ready after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_the_postmaster_which_is_never_root()
    {
        await using var cluster = await PostgresCluster.StartAsync(cancellationToken: Token);

        var status = await File.ReadAllLinesAsync($"/proc/{cluster.ProcessId}/status", Token);
        Assert.Equal("Name:\tpostgres", status[0]);
        var uid = Field("Uid:");
        Assert.NotEqual("0", uid);
        // The account that is there for PostgreSQL, where there is one.
        var accounts = (await File.ReadAllLinesAsync("/etc/passwd", Token)).Select(line => line.Split(':')).ToLookup(account => account[0], account => account[2]);
        if (Environment.UserName == "root" && accounts.Contains("postgres"))
            Assert.Equal(accounts["postgres"].First(), uid);

        // The groups are that user's too: root's would be more than it is given.
        var expected = await TestSupport.RunAsync("id", "-G", uid);
        Assert.Equal(expected.Trim().Split(' ').Order(), status.First(line => line.StartsWith("Groups:", StringComparison.Ordinal))[7..].Trim().Split(' ').Order());

        string Field(string name) => status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split('\t')[1];
    }

    [Fact]
    public async Task A_port_that_is_asked_for_is_taken_or_said_to_be_taken()
    {
        int port;
        await using (var first = await PostgresCluster.StartAsync(cancellationToken: Token))
            port = first.Port;
        await using var asked = await PostgresCluster.StartAsync(new PostgresClusterOptions { Port = port }, Token);
        Assert.Equal(port, asked.Port);
        var taken = await Assert.ThrowsAsync<PostgresStartException>(() => PostgresCluster.StartAsync(new PostgresClusterOptions { Port = port }, Token));
        Assert.Contains("Address already in use", taken.Output);
    }

    [Fact]
    public async Task Two_at_once_have_nothing_in_common()
    {
        var clusters = await Task.WhenAll(PostgresCluster.StartAsync(cancellationToken: Token), PostgresCluster.StartAsync(cancellationToken: Token));
        await using var one = clusters[0];
        await using var two = clusters[1];

        await one.ExecuteAsync("CREATE TABLE only_here ()");

        Assert.NotEqual(one.Port, two.Port);
        Assert.NotEqual(one.DataDirectory, two.DataDirectory);
        Assert.NotEqual(one.ExtensionDirectory, two.ExtensionDirectory);
        Assert.False(await two.ScalarAsync<bool>("SELECT to_regclass('only_here') IS NOT NULL"));
    }

    [Fact]
    public async Task Settings_are_applied()
    {
        var options = new PostgresClusterOptions { Settings = { ["work_mem"] = "7MB", ["fsync"] = "on", ["my.note"] = @"it's a \n $(quote)" } };
        await using var cluster = await PostgresCluster.StartAsync(options, Token);

        Assert.Equal("7MB", await cluster.ScalarAsync<string>("SHOW work_mem"));
        Assert.Equal("on", await cluster.ScalarAsync<string>("SHOW fsync"));
        Assert.Equal(@"it's a \n $(quote)", await cluster.ScalarAsync<string>("SHOW my.note"));
        Assert.Equal("off", await cluster.ScalarAsync<string>("SHOW synchronous_commit"));
        Assert.Equal("200", await cluster.ScalarAsync<string>("SHOW max_connections"));
        Assert.Equal("", await cluster.ScalarAsync<string>("SHOW unix_socket_directories"));
    }

    [Theory]
    [InlineData("port", "5432")]
    [InlineData("work_mem = '1MB'\nfsync", "on")]
    [InlineData("work_mem", "1MB\nfsync = on")]
    public async Task Settings_that_would_break_the_file_are_refused(string name, string value)
    {
        var options = new PostgresClusterOptions { Settings = { [name] = value } };

        await Assert.ThrowsAsync<ArgumentException>(() => PostgresCluster.StartAsync(options, Token));
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        var (options, mark) = Marked();
        options.Settings["work_mem"] = "plenty";

        var e = await Assert.ThrowsAsync<PostgresStartException>(() => PostgresCluster.StartAsync(options, Token));

        Assert.Contains("invalid value for parameter \"work_mem\": \"plenty\"", e.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftOfAsync(mark);
    }

    [Fact]
    public async Task A_start_that_takes_too_long_says_so()
    {
        var options = new PostgresClusterOptions { StartTimeout = TimeSpan.FromMilliseconds(1) };

        var e = await Assert.ThrowsAsync<PostgresStartException>(() => PostgresCluster.StartAsync(options, Token));

        Assert.Contains("was not ready within 0.001 s", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data/postmaster.pid")]
    public async Task A_cancelled_start_leaves_nothing(string sign)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (options, mark) = Marked();
        var start = PostgresCluster.StartAsync(options, cancellation.Token);
        await TestSupport.EventuallyAsync(() => DirectoriesOf(mark).Any(d => Path.Exists(Path.Combine(d, sign))) || start.IsCompleted, "the start has come that far");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);

        await AssertNothingIsLeftOfAsync(mark);
    }

    [Fact]
    public async Task Disposing_stops_the_server_and_removes_its_directory_however_often()
    {
        var cluster = await PostgresCluster.StartAsync(cancellationToken: Token);
        await using var connected = new NpgsqlConnection(cluster.ConnectionString);
        await connected.OpenAsync(Token);

        await Task.WhenAll(cluster.DisposeAsync().AsTask(), cluster.DisposeAsync().AsTask());
        await cluster.DisposeAsync();

        Assert.False(TestSupport.IsRunning(cluster.ProcessId));
        Assert.False(Directory.Exists(Path.GetDirectoryName(cluster.DataDirectory)));
    }

    [Fact]
    public async Task A_server_that_is_stopped_from_outside_leaves_no_directory_and_is_logged()
    {
        using var log = new RecordingLoggerFactory();
        await using var cluster = await PostgresCluster.StartAsync(new PostgresClusterOptions { LoggerFactory = log }, Token);

        await TestSupport.RunAsync("kill", "-QUIT", $"{cluster.ProcessId}");

        await TestSupport.EventuallyAsync(() => !Directory.Exists(Path.GetDirectoryName(cluster.DataDirectory)), "the directory is gone");
        await TestSupport.EventuallyAsync(() => log.Lines.Any(line => line.StartsWith("Error: ", StringComparison.Ordinal)), "the end is logged");
    }

    // Every process of a cluster shows its name: the watchdog among its arguments, the server's own in their titles.
    private static (PostgresClusterOptions Options, string Mark) Marked()
    {
        var mark = "m" + Guid.NewGuid().ToString("N");
        return (new PostgresClusterOptions { Settings = { ["cluster_name"] = mark } }, mark);
    }

    private static List<string> ProcessesOf(string mark) =>
        Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _) && Text(Path.Combine(d, "cmdline")).Contains(mark, StringComparison.Ordinal)).ToList();

    // The watchdog's arguments name the directory before it is there.
    private static List<string> DirectoriesOf(string mark) => ProcessesOf(mark)
        .Select(process => Text(Path.Combine(process, "cmdline")).Split('\0')).Where(arguments => arguments.Contains("pglambda-watchdog"))
        .Select(arguments => arguments[Array.IndexOf(arguments, "pglambda-watchdog") + 1]).Where(Directory.Exists).ToList();

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended since.
            return "";
        }
    }

    private static Task AssertNothingIsLeftOfAsync(string mark) => TestSupport.EventuallyAsync(
        () => ProcessesOf(mark).Count == 0
            && ClusterDirectory.All().All(d => !Text(Path.Combine(d.Data, "postgresql.conf")).Contains(mark, StringComparison.Ordinal)),
        "its processes and its directory are gone");
}
