using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>
/// What a call costs by the size of its payload and answer, beside hand-tuned Npgsql in the same mode and with the same serializer options: time and bytes, large objects, and the memory of 200 calls at once. On a private server, with
/// an <c>aws_lambda.invoke</c> that gives the payload back. The two take turns.
/// </summary>
internal static class Answers
{
    private const int Rounds = 21, AtOnce = 200;

    private static readonly (string Name, int Lines, int Calls)[] Sizes = [("120 B", 1, 400), ("9 KB", 78, 200), ("250 KB", 2_150, 20), ("5 MB", 43_000, 2)];

    public static async Task RunAsync()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using (var setup = NpgsqlDataSource.Create(cluster.ConnectionString))
        await using (var command = setup.CreateCommand(CallCosts.Functions))
            await command.ExecuteNonQueryAsync();
        Console.WriteLine("| payload and answer | mode | time | ratio (P25 to P75) | beside the result, by hand | beside the result, client | ratio | large objects by hand | client |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var prepares in new[] { false, true })
        {
            await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { MaxAutoPrepare = prepares ? 50 : 0, AutoPrepareMinUsages = 2 });
            foreach (var (name, lines, calls) in Sizes)
                await CompareAsync(dataSource, prepares, name, lines, calls);
        }
        await ManyAsync(cluster);
        await AtOnceAsync(cluster);
    }

    // Each caller calls again as soon as it is answered; by hand and by the client take turns.
    private static async Task ManyAsync(PostgresCluster cluster)
    {
        const int Callers = 32;
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { MaxAutoPrepare = 50, AutoPrepareMinUsages = 2, MaxPoolSize = Callers });
        var client = new ReportFunctionsClient(dataSource);
        foreach (var (name, lines, calls) in Sizes[..3])
        {
            var report = Report.Of(lines);
            var (ratios, rates) = (new List<double>(), new List<double>());
            for (var round = -2; round < 11; round++)
            {
                var before = round % 2 == 0 ? await RateAsync(() => ByHandAsync(dataSource, report)) : 0;
                var ours = await RateAsync(() => client.EchoAsync(report));
                var byHand = round % 2 == 0 ? before : await RateAsync(() => ByHandAsync(dataSource, report));
                if (round < 0)
                    continue;
                ratios.Add(ours / byHand);
                rates.Add(ours);
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"32 callers, {name}, prepared: {At(rates, 0.5):0} calls per second, {At(ratios, 0.5):0.00} of those by hand ({At(ratios, 0.25):0.00} to {At(ratios, 0.75):0.00})."));

            async Task<double> RateAsync(Func<Task> call)
            {
                var started = Stopwatch.GetTimestamp();
                await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
                {
                    for (var i = 0; i < Math.Max(2, calls / 8); i++)
                        await call();
                })));
                return Callers * Math.Max(2, calls / 8) / Stopwatch.GetElapsedTime(started).TotalSeconds;
            }
        }
    }

    private static async Task CompareAsync(NpgsqlDataSource dataSource, bool prepares, string name, int lines, int calls)
    {
        var report = Report.Of(lines);
        var client = new ReportFunctionsClient(dataSource);
        var (ratios, times, byHand, byClient) = (new List<double>(), new List<double>(), new List<Cost>(), new List<Cost>());
        for (var round = -4; round < Rounds; round++)
        {
            var first = round % 2 == 0 ? await TakeAsync(() => ByHandAsync(dataSource, report), calls) : default;
            var ours = await TakeAsync(() => client.EchoAsync(report), calls);
            if (round % 2 != 0)
                first = await TakeAsync(() => ByHandAsync(dataSource, report), calls);
            if (round < 0)
                continue;
            ratios.Add(ours.Microseconds / first.Microseconds);
            times.Add(ours.Microseconds);
            byHand.Add(first);
            byClient.Add(ours);
        }
        // What is read is the same for both, and not counted where it would hide the rest.
        var result = lines == 1 ? 0 : ResultBytes(report);
        var (hand, own) = (At(byHand.Select(c => c.Bytes), 0.5) - result, At(byClient.Select(c => c.Bytes), 0.5) - result);
        var (handLarge, ownLarge) = (await CountLargeAsync(() => ByHandAsync(dataSource, report), 20), await CountLargeAsync(() => client.EchoAsync(report), 20));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {(prepares ? "prepared" : "not prepared")} | {At(times, 0.5):0} µs | {At(ratios, 0.5):0.00} ({At(ratios, 0.25):0.00} to {At(ratios, 0.75):0.00}) | {hand:0} B | {own:0} B | {own / hand:0.00} | {handLarge:0.0} | {ownLarge:0.0} |"));
    }

    private static double ResultBytes(Report report)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(report, LambdaClientOptions.Default.SerializerOptions);
        _ = JsonSerializer.Deserialize<Report>(json, LambdaClientOptions.Default.SerializerOptions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            _ = JsonSerializer.Deserialize<Report>(json, LambdaClientOptions.Default.SerializerOptions);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 10.0;
    }

    // What lives while all are in flight, and is garbage afterwards: the process's heap at its highest, less what it was before and what the results are.
    private static async Task AtOnceAsync(PostgresCluster cluster)
    {
        var report = Report.Of(2_150);
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { MaxPoolSize = 90, Timeout = 60 });
        var client = new ReportFunctionsClient(dataSource);
        foreach (var (name, call) in new (string, Func<Task>)[] { ("by hand", () => ByHandAsync(dataSource, report)), ("client", () => client.EchoAsync(report)) })
        {
            for (var warm = 0; warm < 2; warm++)
                await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(call)));
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var (before, committed, highest, collections) = (GC.GetTotalMemory(true), GC.GetGCMemoryInfo().TotalCommittedBytes, 0L, GC.CollectionCount(2));
            using var stop = new CancellationTokenSource();
            var watch = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    highest = Math.Max(highest, GC.GetTotalMemory(false));
                    await Task.Delay(1);
                }
            });
            var allocated = GC.GetTotalAllocatedBytes(true);
            for (var i = 0; i < 3; i++)
                await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(call)));
            await stop.CancelAsync();
            await watch;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"200 calls of 250 KB at once, {name}: the heap at its highest {(highest - before) / 1e6:0} MB above what it was, {(GC.GetTotalAllocatedBytes(true) - allocated) / 3e6:0} MB allocated, {GC.CollectionCount(2) - collections} collections of the oldest generation."));
        }
    }

    internal static async Task<Report> ByHandAsync(NpgsqlDataSource dataSource, Report report)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(CallCosts.Invoke, connection)
        {
            Parameters = { new NpgsqlParameter<byte[]> { TypedValue = JsonSerializer.SerializeToUtf8Bytes(report, LambdaClientOptions.Default.SerializerOptions), NpgsqlDbType = NpgsqlDbType.Json } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        if (reader.GetInt32(0) != 200)
            throw new InvalidOperationException("Not answered.");
        var result = JsonSerializer.Deserialize<Report>(await reader.GetFieldValueAsync<byte[]>(1), LambdaClientOptions.Default.SerializerOptions)!;
        _ = reader.IsDBNull(2) ? null : reader.GetString(2);
        _ = reader.IsDBNull(3) ? null : reader.GetString(3);
        return result;
    }

    private static async Task<Cost> TakeAsync(Func<Task> call, int calls)
    {
        var (bytes, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        for (var i = 0; i < calls; i++)
            await call();
        return new Cost(Stopwatch.GetElapsedTime(started).TotalMicroseconds / calls, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)calls);
    }

    private static async Task<double> CountLargeAsync(Func<Task> call, int calls)
    {
        using var large = new LargeObjects();
        await call();
        var before = large.Count;
        for (var i = 0; i < calls; i++)
            await call();
        await Task.Delay(100);
        return (large.Count - before) / (double)calls;
    }

    private static double At(IEnumerable<double> values, double part) => values.Order().ElementAt((int)(values.Count() * part));

    private readonly record struct Cost(double Microseconds, double Bytes);

    /// <summary>Large objects, as the runtime reports them.</summary>
    private sealed class LargeObjects : EventListener
    {
        private const EventKeywords Gc = (EventKeywords)1;
        private const int AllocationTick = 10;
        private long _count;

        public long Count => Interlocked.Read(ref _count);

        protected override void OnEventSourceCreated(EventSource source)
        {
            if (source.Name == "Microsoft-Windows-DotNETRuntime")
                EnableEvents(source, EventLevel.Verbose, Gc);
        }

        // A tick is sent at each object that is larger than the distance of ticks, 100 KB.
        protected override void OnEventWritten(EventWrittenEventArgs written)
        {
            if (written.EventId == AllocationTick && written.Payload is { Count: > 1 } payload && Convert.ToInt32(payload[1], CultureInfo.InvariantCulture) == 1)
                Interlocked.Increment(ref _count);
        }
    }
}

public sealed record Line(int Id, string Sku, decimal Amount, string Note)
{
    public static Line Of(int i) => new(i, $"A-{i:00000}", i * 1.25m, "about sixty characters of text, as a line of a report has it");
}

public sealed record Report(string Title, IReadOnlyList<Line> Lines)
{
    public static Report Of(int lines) => new("r", [.. Enumerable.Range(0, lines).Select(Line.Of)]);
}

public interface IReportFunctions
{
    [LambdaFunction("echo")]
    Task<Report> EchoAsync(Report report);
}
