using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace PgLambda.Benchmarks;

/// <summary>Measures several ways of one thing in rounds, in each of which every one has its turn, in another order: a machine that becomes slower becomes so for all of them.</summary>
internal static class Turns
{
    /// <param name="calls">What is measured, the first is what the others are compared with.</param>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="callsEach">How many calls are a turn.</param>
    public static async Task<IReadOnlyList<Measured>> TakeAsync(IReadOnlyList<Func<Task>> calls, int rounds, int callsEach)
    {
        var random = new Random(1);
        var costs = calls.Select(_ => new List<Cost>()).ToArray();
        // The first rounds compile and prepare.
        for (var round = -4; round < rounds; round++)
        {
            var order = Enumerable.Range(0, calls.Count).ToArray();
            random.Shuffle(order);
            foreach (var i in order)
            {
                var cost = await TakeAsync(calls[i], callsEach);
                if (round >= 0)
                    costs[i].Add(cost);
            }
        }
        return [.. costs.Select(own => new Measured(
            At(own.Select(cost => cost.Microseconds), 0.5), At(own.Select(cost => cost.Bytes), 0.5), [.. own.Select((cost, i) => cost.Microseconds / costs[0][i].Microseconds)]))];
    }

    public static double At(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)(sorted.Length * part)];
    }

    public static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>The large objects of one call.</summary>
    public static async Task<double> CountLargeAsync(Func<Task> call, int calls)
    {
        using var large = new LargeObjects();
        await call();
        var before = large.Count;
        for (var i = 0; i < calls; i++)
            await call();
        await Task.Delay(100);
        return (large.Count - before) / (double)calls;
    }

    private static async Task<Cost> TakeAsync(Func<Task> call, int calls)
    {
        var (bytes, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        for (var i = 0; i < calls; i++)
            await call();
        return new Cost(Stopwatch.GetElapsedTime(started).TotalMicroseconds / calls, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)calls);
    }

    /// <summary>Medians of the rounds.</summary>
    /// <param name="Microseconds">A call.</param>
    /// <param name="Bytes">What a call allocates.</param>
    /// <param name="Ratios">The time of each round, to the first's.</param>
    internal sealed record Measured(double Microseconds, double Bytes, IReadOnlyList<double> Ratios)
    {
        public double Ratio => At(Ratios, 0.5);

        public string Spread => string.Create(CultureInfo.InvariantCulture, $"{At(Ratios, 0.25):0.00} to {At(Ratios, 0.75):0.00}");
    }

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
