using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace PgLambda.Benchmarks;

/// <summary>
/// The first call of a process, from the entry of Main to its answer, and how much of it is the JIT's: each in a process of its own, in turns. A process that was there before has filled no cache for it but the machine's own.
/// </summary>
internal static class FirstCall
{
    private const int Rounds = 15;

    public static async Task RunAsync()
    {
        await using var cluster = await Answers.StartAsync();
        // A connection to the server, and nothing else: what is not the call's.
        string[] names = [Peers.Npgsql, Peers.Dapper, Peers.EntityFramework, Peers.Client];
        var figures = names.ToDictionary(name => name, _ => new List<double[]>());
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var name in names)
            {
                var figure = await InProcessAsync(name, cluster.ConnectionString);
                if (round >= 0)
                    figures[name].Add(figure);
            }
        }
        Console.WriteLine("| the first call of a process | to its answer | ratio | of that, the JIT | methods compiled | the second call |\n| --- | --- | --- | --- | --- | --- |");
        var byHand = Median(Peers.Npgsql, 0);
        foreach (var name in names)
            Turns.Print($"| {name} | {Median(name, 0):0} ms | {Median(name, 0) / byHand:0.00} | {Median(name, 1):0} ms | {Median(name, 2):0} | {Median(name, 3):0.0} ms |");

        double Median(string name, int column) => Turns.At(figures[name].Select(figure => figure[column]), 0.5);
    }

    /// <summary>The child: prints what it measured.</summary>
    public static async Task OnceAsync(string name, string connectionString, long started)
    {
        var (jit, methods) = (JitInfo.GetCompilationTime(), JitInfo.GetCompiledMethodCount());
        await using var peers = new Peers(Peers.DataSource(connectionString, prepares: false));
        var peer = peers.All.Single(peer => peer.Name == name);
        var report = Report.Of(1);
        await peer.CallAsync(report);
        var (first, compiled, count) = (Stopwatch.GetElapsedTime(started), JitInfo.GetCompilationTime() - jit, JitInfo.GetCompiledMethodCount() - methods);
        var second = Stopwatch.GetTimestamp();
        await peer.CallAsync(report);
        Turns.Print($"{first.TotalMilliseconds} {compiled.TotalMilliseconds} {count} {Stopwatch.GetElapsedTime(second).TotalMilliseconds}");
    }

    private static async Task<double[]> InProcessAsync(string name, string connectionString)
    {
        var printed = await Child.RunSelfAsync("first-call", name, connectionString);
        return [.. printed.Split(' ', StringSplitOptions.TrimEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }
}
