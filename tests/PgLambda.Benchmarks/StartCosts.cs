using System.Diagnostics;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>
/// From nothing to the first answered invoke: in a process that has started a server before, in a fresh one, in a fresh one on a machine that keeps nothing of an earlier start, and for a second test class on a server that runs.
/// </summary>
internal static class StartCosts
{
    private const int Rounds = 10;
    private const string SystemCache = "/proc/sys/vm/drop_caches";

    public static async Task RunAsync()
    {
        await using (var first = await LocalLambda.StartAsync())
            await CallAsync(first);
        Console.WriteLine("| from | to the first answered call | P95 |\n| --- | --- | --- |");
        await PrintAsync("a new private cluster, in a process that has started one before; includes stopping it", PrivateAsync);
        await PrintAsync("a second test class on a cluster that runs; includes dropping its database", SecondAsync);
        await PrintAsync("a fresh process", () => Child.RunSelfAsync("start", "once"));
        // What a start keeps is in the user's cache; for root that is the machine's, which others use. Root alone may drop what the system keeps of files.
        if (Environment.UserName != "root")
            await PrintAsync("the same, and nothing was ever started on the machine", EmptyAsync);
        else if (OperatingSystem.IsLinux())
            await PrintAsync("the same, with the files that a start reads dropped from the system's memory, as after a boot", DroppedAsync);
        await PrintAsync("dotnet run --no-build --project samples/Quickstart", () => Child.RunAsync(new("dotnet", ["run", "--no-build", "--project", Quickstart])));
        await PrintAsync("dotnet run --project samples/Quickstart", () => Child.RunAsync(new("dotnet", ["run", "--project", Quickstart])));
    }

    private static string Quickstart => Path.Combine(Bytes.Project, "..", "..", "samples", "Quickstart");

    /// <summary>The child.</summary>
    public static async Task OnceAsync()
    {
        await using var lambda = await LocalLambda.StartAsync();
        await CallAsync(lambda);
    }

    private static async Task PrivateAsync()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = cluster.ConnectionString });
        await CallAsync(lambda);
    }

    private static async Task SecondAsync()
    {
        await using var lambda = await LocalLambda.StartAsync();
        await CallAsync(lambda);
    }

    private static async Task EmptyAsync()
    {
        var empty = Directory.CreateTempSubdirectory("pglambda-nothing-").FullName;
        try
        {
            await Child.RunAsync(new(Environment.ProcessPath!, ["start", "once"]) { Environment = { ["XDG_CACHE_HOME"] = empty } });
        }
        finally
        {
            Directory.Delete(empty, recursive: true);
        }
    }

    private static async Task<TimeSpan> DroppedAsync()
    {
        await Child.RunAsync(new("sync"));
        await File.WriteAllTextAsync(SystemCache, "3");
        var started = Stopwatch.GetTimestamp();
        await Child.RunSelfAsync("start", "once");
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task CallAsync(LocalLambda lambda)
    {
        lambda.Handle("echo", (string text) => text);
        await using var command = lambda.DataSource.CreateCommand("SELECT payload FROM aws_lambda.invoke('echo', '\"x\"'::json)");
        await command.ExecuteScalarAsync();
    }

    private static Task PrintAsync(string name, Func<Task> run) => PrintAsync(name, async () =>
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(started);
    });

    private static async Task PrintAsync(string name, Func<Task<TimeSpan>> measure)
    {
        var times = new List<double>();
        for (var i = -1; i < Rounds; i++)
        {
            var time = await measure();
            if (i >= 0)
                times.Add(time.TotalSeconds);
        }
        Turns.Print($"| {name} | {Turns.At(times, 0.5):0.00} s | {Turns.At(times, 0.95):0.00} s |");
    }
}
