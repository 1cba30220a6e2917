using System.Globalization;
using System.Reflection;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>
/// The bytes that a call and an edit allocate, beside the figures that are committed: more than 5 % above one of them is an error. Bytes are the same on a busy machine, times are not, and no time is looked at.
/// </summary>
internal static class Bytes
{
    private const double Allowed = 1.05;

    private static string Committed => Path.Combine(Project, "bytes.txt");

    /// <summary>The folder of this project.</summary>
    public static string Project { get; } = typeof(Bytes).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Project").Value!;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(bool accepts)
    {
        var committed = File.ReadLines(Committed).Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0].Trim(), parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        var measured = new List<(string Name, double Bytes)>();
        measured.AddRange(await CallsAsync());
        measured.AddRange(GeneratorCosts.Bytes());
        if (accepts)
        {
            await File.WriteAllLinesAsync(Committed, measured.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Name} = {each.Bytes:0}")).Prepend("# What a call and an edit allocate. Written by: dotnet run -c Release --project tests/PgLambda.Benchmarks -- bytes --accept"));
            return 0;
        }
        var grown = 0;
        foreach (var (name, bytes) in measured)
        {
            var ratio = bytes / committed.GetValueOrDefault(name);
            if (ratio > Allowed)
                grown++;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {bytes:0} bytes, {ratio:0.00} of the committed figure{(ratio > Allowed ? ": TOO MANY" : ratio < 1 / Allowed ? " (less: accept it)" : "")}"));
        }
        Console.WriteLine(grown == 0 ? "No figure has grown by more than 5 %." : $"{grown} figures have grown by more than 5 %. What has changed? Where it must be: -- bytes --accept, and say why.");
        return grown == 0 ? 0 : 1;
    }

    private static async Task<List<(string, double)>> CallsAsync()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 });
        await using (var command = dataSource.CreateCommand(CallCosts.Functions))
            await command.ExecuteNonQueryAsync();
        var client = new ReportFunctionsClient(dataSource);
        var figures = new List<(string, double)>();
        foreach (var (name, lines, calls, all) in new[] { ("call, 120 B", 1, 100, 300), ("call, 9 KB", 78, 50, 100), ("call, 250 KB", 2_150, 10, 30) })
        {
            var report = Report.Of(lines);
            var rounds = new List<double>();
            for (var round = 0; round < all; round++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                for (var i = 0; i < calls; i++)
                    await client.EchoAsync(report);
                rounds.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / (double)calls);
            }
            // What compiles meanwhile allocates too, and so does waiting: the least is the call's.
            figures.Add((name, rounds.Min()));
        }
        return figures;
    }
}
