using System.Globalization;
using System.Text.Json;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>
/// What a call costs by the size of its payload and answer, by how many call, and when 200 call at once, beside its peers in the same mode and with the same serializer options. On a private server, with an
/// <c>aws_lambda.invoke</c> that gives the payload back.
/// </summary>
internal static class Answers
{
    private const int Rounds = 41, AtOnce = 200, AtOnceLines = 2_150;

    private static readonly (string Name, int Lines, int Calls)[] Sizes = [("120 B", 1, 400), ("9 KB", 78, 200), ("250 KB", AtOnceLines, 20), ("5 MB", 43_000, 2)];

    public static async Task BySizeAsync()
    {
        await using var cluster = await StartAsync();
        Console.WriteLine("| payload and answer | mode | call | time | ratio (P25 to P75) | beside the result | ratio | large objects |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var prepares in new[] { false, true })
        {
            await using var peers = new Peers(Peers.DataSource(cluster.ConnectionString, prepares));
            await WarmAsync(peers);
            foreach (var (name, lines, calls) in Sizes)
                await CompareAsync(peers, prepares ? "prepared" : "not prepared", name, lines, calls);
        }
        await ItemsAsync(cluster);
    }

    /// <summary>Each caller calls again as soon as it is answered.</summary>
    public static async Task ByCallersAsync()
    {
        await using var cluster = await StartAsync();
        await using var peers = new Peers(Peers.DataSource(cluster.ConnectionString, prepares: true));
        await WarmAsync(peers);
        Console.WriteLine("| payload and answer | callers | call | calls per second | ratio (P25 to P75) |\n| --- | --- | --- | --- | --- |");
        foreach (var (name, lines, calls) in Sizes[..3])
        {
            var report = Report.Of(lines);
            foreach (var callers in (int[])[1, 8, 32])
            {
                var each = Math.Max(2, calls * 4 / callers);
                var measured = await Turns.TakeAsync([.. peers.All.Select(peer => (Func<Task>)(() => Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
                {
                    for (var i = 0; i < each; i++)
                        await peer.CallAsync(report);
                })))))], rounds: 21, callsEach: 1);
                foreach (var (peer, own) in peers.All.Zip(measured))
                {
                    // More calls are a shorter time.
                    var rates = own.Ratios.Select(ratio => 1 / ratio).ToList();
                    Turns.Print($"| {name} | {callers} | {peer.Name} | {callers * each / own.Microseconds * 1e6:0} | {Turns.At(rates, 0.5):0.00} ({Turns.At(rates, 0.25):0.00} to {Turns.At(rates, 0.75):0.00}) |");
                }
            }
        }
    }

    /// <summary>
    /// The process's heap at its highest while all are in flight, less what it was before: what lives then, and what is garbage that nobody has collected yet. Each way in processes of its own, in turns, and each time
    /// from a heap that was collected.
    /// </summary>
    public static async Task AtOnceAsync()
    {
        await using var cluster = await StartAsync();
        string[] names = [Peers.Npgsql, Peers.Dapper, Peers.EntityFramework, Peers.StreamedDapper, Peers.Client];
        var heaps = names.ToDictionary(name => name, _ => new List<double[]>());
        for (var turn = 0; turn < 3; turn++)
        {
            foreach (var name in names)
            {
                var printed = await Child.RunSelfAsync("at-once", name, cluster.ConnectionString);
                heaps[name].AddRange(printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()));
            }
        }
        var results = SizeOf(Report.Of(AtOnceLines), AtOnce);
        Turns.Print($"{AtOnce} results are {results / 1e6:0} MB.");
        Console.WriteLine("| 200 calls of 250 KB at once | the heap at its highest, above what it was | beside the results (P25 to P75) | ratio | allocated | collections of the oldest generation | kept afterwards |\n| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var name in names)
        {
            Turns.Print($"| {name} | {At(name, 0) / 1e6:0} MB | {Beside(name) / 1e6:0} MB ({Beside(name, 0.25) / 1e6:0} to {Beside(name, 0.75) / 1e6:0}) | {Beside(name) / Beside(Peers.Npgsql):0.00} | {At(name, 1) / 1e6:0} MB | {heaps[name].Average(heap => heap[2]):0.0} | {At(name, 3) / 1e6:0} MB |");
        }

        double At(string name, int column, double part = 0.5) => Turns.At(heaps[name].Select(heap => heap[column]), part);
        double Beside(string name, double part = 0.5) => At(name, 0, part) - results;
    }

    /// <summary>The child: prints a line each time.</summary>
    public static async Task AtOnceAsync(string name, string connectionString)
    {
        await using var peers = new Peers(Peers.DataSource(connectionString, prepares: false, connections: 90));
        var peer = peers.All.Single(peer => peer.Name == name);
        var report = Report.Of(AtOnceLines);
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = -4; round < 15; round++)
        {
            var heap = await WatchAsync(() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => peer.CallAsync(report)))));
            // What pools and connections keep.
            var kept = GC.GetTotalMemory(forceFullCollection: true) - empty;
            if (round >= 0)
                Turns.Print($"{heap.Highest} {heap.Allocated} {heap.Collections} {kept}");
        }
    }

    private static async Task<Heap> WatchAsync(Func<Task> work)
    {
        var (before, highest, collections, allocated) = (GC.GetTotalMemory(forceFullCollection: true), 0L, GC.CollectionCount(2), GC.GetTotalAllocatedBytes(precise: true));
        using var stop = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: false));
                await Task.Delay(1);
            }
        });
        await work();
        await stop.CancelAsync();
        await watch;
        return new Heap(highest - before, GC.GetTotalAllocatedBytes(precise: true) - allocated, GC.CollectionCount(2) - collections);
    }

    /// <summary>A private server, with what the peers call.</summary>
    internal static async Task<PostgresCluster> StartAsync()
    {
        var cluster = await PostgresCluster.StartAsync();
        await using var setup = Npgsql.NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var command = setup.CreateCommand(CallCosts.Functions);
        await command.ExecuteNonQueryAsync();
        return cluster;
    }

    // The runtime goes on compiling what is called more often, and takes some ten thousand calls to end: whoever has more methods would seem slow until then.
    private static async Task WarmAsync(Peers peers)
    {
        var report = Report.Of(1);
        for (var i = 0; i < 20_000; i++)
        {
            foreach (var peer in peers.All)
                await peer.CallAsync(report);
        }
    }

    private static async Task CompareAsync(Peers peers, string mode, string name, int lines, int calls)
    {
        var report = Report.Of(lines);
        var measured = await Turns.TakeAsync([.. peers.All.Select(peer => (Func<Task>)(() => peer.CallAsync(report)))], Rounds, calls);
        // What is read is the same for all, and not counted where it would hide the rest.
        var result = lines == 1 ? 0 : BytesOf(report);
        foreach (var (peer, own) in peers.All.Zip(measured))
        {
            var (bytes, byHand) = (own.Bytes - result, measured[0].Bytes - result);
            var large = await Turns.CountLargeAsync(() => peer.CallAsync(report), 20);
            Turns.Print($"| {name} | {mode} | {peer.Name} | {own.Microseconds:0} µs | {own.Ratio:0.00} ({own.Spread}) | {bytes:0} B | {bytes / byHand:0.00} | {large:0.0} |");
        }
    }

    // An array of 5 MB as a list, and item by item.
    private static async Task ItemsAsync(PostgresCluster cluster)
    {
        await using var dataSource = Peers.DataSource(cluster.ConnectionString, prepares: true);
        var client = new ReportFunctionsClient(dataSource);
        var lines = Report.Of(43_000).Lines;
        Console.WriteLine("| an array of 5 MB | time | ratio | allocated | large objects | the heap at its highest |\n| --- | --- | --- | --- | --- | --- |");
        var ways = new (string Name, Func<Func<Task>, Task> CallAsync)[]
        {
            ("Task<IReadOnlyList<T>>", async look =>
            {
                var list = await client.ListAsync(lines);
                await look();
                GC.KeepAlive(list);
            }),
            ("IAsyncEnumerable<T>", async look =>
            {
                var count = 0;
                await foreach (var line in client.ItemsAsync(lines))
                {
                    if (++count % 10_000 == 0)
                        await look();
                }
            }),
        };
        var measured = await Turns.TakeAsync([.. ways.Select(way => (Func<Task>)(() => way.CallAsync(static () => Task.CompletedTask)))], Rounds, callsEach: 2);
        foreach (var (way, own) in ways.Zip(measured))
        {
            var large = await Turns.CountLargeAsync(() => way.CallAsync(static () => Task.CompletedTask), 20);
            var (before, highest) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
            await way.CallAsync(() =>
            {
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true) - before);
                return Task.CompletedTask;
            });
            Turns.Print($"| `{way.Name}` | {own.Microseconds / 1000:0} ms | {own.Ratio:0.00} ({own.Spread}) | {own.Bytes / 1e6:0.0} MB | {large:0.0} | {highest / 1e6:0.0} MB |");
        }
    }

    // What is alive of so many results.
    private static double SizeOf(Report report, int count)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(report, LambdaClientOptions.Default.SerializerOptions);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var results = Enumerable.Range(0, count).Select(_ => JsonSerializer.Deserialize<Report>(json, LambdaClientOptions.Default.SerializerOptions)).ToList();
        var size = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(results);
        return size;
    }

    private static double BytesOf(Report report)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(report, LambdaClientOptions.Default.SerializerOptions);
        _ = JsonSerializer.Deserialize<Report>(json, LambdaClientOptions.Default.SerializerOptions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            _ = JsonSerializer.Deserialize<Report>(json, LambdaClientOptions.Default.SerializerOptions);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 10.0;
    }

    private readonly record struct Heap(double Highest, double Allocated, double Collections);
}
