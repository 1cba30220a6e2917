using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>
/// One, eight and 32 callers, each with a connection and a prepared command: the stand-in and a plain SELECT take turns, so that other work on the machine meets both.
/// Then what 200 calls cost that only wait.
/// </summary>
internal static class Callers
{
    private const int Rounds = 9, Waiting = 200;
    private const string Plain = "SELECT 200, $1::json, '$LATEST', NULL::text";
    private const string Invoke = "SELECT status_code, payload, executed_version, log_result FROM aws_lambda.invoke(function_name => aws_commons.create_lambda_function_arn('echo'), payload => $1)";
    private static readonly byte[] Payload = """{"sku":"A-100","quantity":3,"note":"one hundred and twenty bytes of payload, which is what most calls carry, or so."}"""u8.ToArray();

    /// <param name="major">The version of PostgreSQL, fetched from npm; null takes the one that is found.</param>
    public static async Task RunAsync(int? major)
    {
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions
        {
            Cluster = new PostgresClusterOptions
            {
                MajorVersion = major,
                Source = major is null ? PostgresBinarySource.Any : PostgresBinarySource.Npm,
                Settings = { ["max_connections"] = "300" },
            },
        });
        lambda.HandleAny((json, _) => Task.FromResult<JsonElement?>(json));
        Console.WriteLine("| callers | plain SELECT | stand-in | ratio (median of rounds) | calls per second |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var callers in (int[])[1, 8, 32])
            await CompareAsync(lambda, callers);
        await WaitAsync(lambda);
    }

    private static async Task CompareAsync(LocalLambda lambda, int callers)
    {
        var plain = await PrepareAsync(lambda, Plain, callers);
        var invoke = await PrepareAsync(lambda, Invoke, callers);
        var each = 4000 / callers;
        await TimeAsync(plain, each);
        await TimeAsync(invoke, each);
        var rounds = new List<(double Plain, double Invoke)>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add((await TimeAsync(plain, each * 4), await TimeAsync(invoke, each)));
            lambda.ForgetCalls();
        }
        var (p, i) = (Median(rounds.Select(r => r.Plain)), Median(rounds.Select(r => r.Invoke)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {callers} | {p:0.0} µs | {i:0.0} µs | {Median(rounds.Select(r => r.Invoke / r.Plain)):0.0} | {1_000_000 / i:0} |"));
        foreach (var command in plain.Concat(invoke))
            await command.Connection!.DisposeAsync();
    }

    private static async Task WaitAsync(LocalLambda lambda)
    {
        lambda.Handle("wait", async (int milliseconds, LambdaCall call) =>
        {
            await Task.Delay(milliseconds, call.CancellationToken);
            return milliseconds;
        });
        await using var source = NpgsqlDataSource.Create(lambda.ConnectionString + ";Maximum Pool Size=250");
        var connections = await Task.WhenAll(Enumerable.Range(0, Waiting).Select(_ => source.OpenConnectionAsync().AsTask()));
        await CallAsync(connections, 1);
        var cluster = await PostgresCluster.GetSharedAsync(new PostgresClusterOptions { Settings = { ["max_connections"] = "300" } });
        // The calls as such cost too: what the wait costs is the difference between a long and a short one.
        foreach (var milliseconds in (int[])[50, 1050, 2050])
        {
            var (server, own) = (ServerTime(cluster), Process.GetCurrentProcess().TotalProcessorTime);
            await CallAsync(connections, milliseconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Waiting} calls that wait {milliseconds} ms: {(ServerTime(cluster) - server).TotalMilliseconds:0} ms of the server's processor time, {(Process.GetCurrentProcess().TotalProcessorTime - own).TotalMilliseconds:0} ms of the process's"));
        }
        foreach (var connection in connections)
            await connection.DisposeAsync();

        static Task CallAsync(NpgsqlConnection[] connections, int milliseconds) => Task.WhenAll(connections.Select(async connection =>
        {
            await using var command = new NpgsqlCommand($"SELECT status_code FROM aws_lambda.invoke('wait', '{milliseconds}'::json)", connection);
            await command.ExecuteScalarAsync();
        }));
    }

    /// <summary>The processor time of the sessions of a server, on Linux.</summary>
    private static TimeSpan ServerTime(PostgresCluster cluster)
    {
        long ticks = 0;
        foreach (var directory in Directory.GetDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(directory, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (int.Parse(fields[1], CultureInfo.InvariantCulture) == cluster.ProcessId)
                    ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    private static Task<NpgsqlCommand[]> PrepareAsync(LocalLambda lambda, string sql, int callers) => Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
    {
        var command = new NpgsqlCommand(sql, await lambda.DataSource.OpenConnectionAsync())
        {
            Parameters = { new NpgsqlParameter<byte[]> { TypedValue = Payload, NpgsqlDbType = NpgsqlDbType.Json } },
        };
        await command.PrepareAsync();
        return command;
    }));

    /// <returns>Microseconds a call: of all callers together, which is what a rate is made of.</returns>
    private static async Task<double> TimeAsync(NpgsqlCommand[] commands, int each)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(commands.Select(command => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await using var reader = await command.ExecuteReaderAsync();
                await reader.ReadAsync();
            }
        })));
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / (each * commands.Length);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
