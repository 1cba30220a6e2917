using System.Diagnostics;

namespace PgLambda.Testing.Tests.Cluster;

public sealed class StaleClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_directory_whose_owner_and_server_have_recycled_ids_is_removed_and_nobody_is_stopped()
    {
        // Our own id, but of a process that started at another time; and a bystander with the id of the server that once was.
        var stale = await MakeAsync(ProcessIdentity.Current with { Start = "1" });
        using var bystander = Process.Start(ServerAccount.Current.StartInfo("sleep", "60"))!;
        try
        {
            await WritePidFileAsync(stale, bystander.Id);

            await using var next = await PostgresCluster.StartAsync(cancellationToken: Token);

            Assert.False(Directory.Exists(stale.Path));
            Assert.True(TestSupport.IsRunning(bystander.Id));
        }
        finally
        {
            bystander.Kill();
            await bystander.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_directory_that_names_the_server_of_another_one_does_not_stop_it()
    {
        await using var running = await PostgresCluster.StartAsync(cancellationToken: Token);
        var stale = await MakeAsync(ProcessIdentity.Current with { Start = "1" });
        await WritePidFileAsync(stale, running.ProcessId);

        await using var next = await PostgresCluster.StartAsync(cancellationToken: Token);

        Assert.False(Directory.Exists(stale.Path));
        Assert.Equal(1, await running.ScalarAsync<int>("SELECT 1"));
    }

    [Fact]
    public async Task A_directory_of_a_process_that_does_not_exist_is_removed()
    {
        var stale = await MakeAsync(ProcessIdentity.Current with { Id = int.MaxValue });

        await using var next = await PostgresCluster.StartAsync(cancellationToken: Token);

        Assert.False(Directory.Exists(stale.Path));
    }

    [Fact]
    public async Task A_directory_where_this_process_would_not_put_its_own_is_removed_too()
    {
        // TMPDIR, or memory that has filled up, may send one process to the disk and another to memory.
        var name = Path.GetFileName(ClusterDirectory.Named(ProcessIdentity.Current with { Id = int.MaxValue }).Path);
        string[] stale = [.. new[] { Path.GetTempPath(), MemoryRoot.Location }.Where(Directory.Exists).Select(root => Path.Combine(root, name))];
        foreach (var path in stale)
            await Command.RunAsync(ServerAccount.Current.StartInfo("mkdir", path), Token);
        Assert.All(stale, path => Assert.True(Directory.Exists(path)));

        await using var next = await PostgresCluster.StartAsync(cancellationToken: Token);

        Assert.All(stale, path => Assert.False(Directory.Exists(path)));
    }

    [Fact]
    public async Task Directories_of_a_live_process_and_of_another_container_stay()
    {
        var starting = await MakeAsync(ProcessIdentity.Current);
        var elsewhere = await MakeAsync(ProcessIdentity.Current with { Scope = "elsewhere" });
        try
        {
            await using var next = await PostgresCluster.StartAsync(cancellationToken: Token);

            Assert.True(Directory.Exists(starting.Path));
            Assert.True(Directory.Exists(elsewhere.Path));
        }
        finally
        {
            Directory.Delete(starting.Path, recursive: true);
            Directory.Delete(elsewhere.Path, recursive: true);
        }
    }

    private static async Task<ClusterDirectory> MakeAsync(ProcessIdentity owner)
    {
        var directory = ClusterDirectory.Named(owner);
        await Command.RunAsync(ServerAccount.Current.StartInfo("mkdir", "-p", directory.Data), Token);
        Assert.True(Directory.Exists(directory.Data));
        return directory;
    }

    private static Task WritePidFileAsync(ClusterDirectory directory, int processId) =>
        File.WriteAllTextAsync(Path.Combine(directory.Data, "postmaster.pid"), $"{processId}\n{directory.Data}\n", Token);
}
