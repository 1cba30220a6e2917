using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>
/// What each thing around a call costs, beside the plain client: on a private server, with an <c>aws_lambda.invoke</c> that does nothing. In rounds, in each of which every variant has its turn, in
/// another order: a machine that becomes slower becomes so for all of them. A ratio is the median of the rounds' ratios to the plain client's.
/// </summary>
internal static class CallCosts
{
    private const int Rounds = 200, CallsEach = 200;

    // The names and defaults of AWS's own, and an answer that is the payload.
    internal const string Functions = """
        CREATE SCHEMA aws_commons;
        CREATE TYPE aws_commons._lambda_function_arn_1 AS (function_name text, region text);
        CREATE FUNCTION aws_commons.create_lambda_function_arn(function_name text, region text DEFAULT NULL) RETURNS aws_commons._lambda_function_arn_1
        LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1, $2)::aws_commons._lambda_function_arn_1';
        CREATE SCHEMA aws_lambda;
        CREATE FUNCTION aws_lambda.invoke(
            IN function_name aws_commons._lambda_function_arn_1, IN payload json, IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context json DEFAULT NULL,
            IN qualifier character varying(128) DEFAULT NULL, OUT status_code integer, OUT payload json, OUT executed_version text, OUT log_result text)
        LANGUAGE sql VOLATILE AS 'SELECT 200, $2, ''$LATEST''::text, NULL::text';
        """;

    internal const string Invoke = "SELECT status_code, payload, executed_version, log_result FROM aws_lambda.invoke(function_name => aws_commons.create_lambda_function_arn('echo'), payload => $1)";

    public static async Task RunAsync()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        foreach (var prepares in new[] { true, false })
        {
            await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { MaxAutoPrepare = prepares ? 50 : 0, AutoPrepareMinUsages = 2 });
            if (prepares)
            {
                await using var command = dataSource.CreateCommand(Functions);
                await command.ExecuteNonQueryAsync();
            }
            Console.WriteLine(prepares ? "Prepared (Max Auto Prepare=50)" : "Not prepared");
            await MeasureAsync(Variants(dataSource));
        }
    }

    private static List<Variant> Variants(NpgsqlDataSource dataSource)
    {
        var plain = new BenchmarkFunctionsClient(dataSource);
        return
        [
            new("plain client", _ => plain.PriceAsync(Payload)),
            new("the same once more", With(dataSource)),
            new("by hand, with Dapper", _ => ByHandAsync(dataSource)),
            new("all of it off, options given", With(dataSource, options => options.PropagateTraceContext = false)),
            new("one interceptor", With(dataSource, options => options.Interceptors.Add(new Passing()))),
            new("three interceptors", With(dataSource, options => AddThree(options))),
            new("spans", With(dataSource), Listeners.ToSpans),
            new("histogram", With(dataSource), Listeners.ToHistogram),
            new("an override of the function", With(dataSource, options => Override(options, null))),
            new("an override of the time-out", With(dataSource, options => Override(options, 5_000))),
            new("a call's own time-out", CallsOwn(dataSource)),
            new("trace in the client context", With(dataSource, options => options.PropagateTraceContext = true), Request),
            new("all on: three interceptors, spans, histogram, override with time-out, trace", With(dataSource, options =>
            {
                AddThree(options);
                Override(options, 5_000);
                options.PropagateTraceContext = true;
            }), () => new All()),
        ];
    }

    private static Order Payload { get; } = new("A-100", 3, "about one hundred and twenty bytes of payload, which is what most calls carry, or so it is said");

    private static Func<Order, Task> With(NpgsqlDataSource dataSource, Action<LambdaClientOptions>? configure = null)
    {
        var options = new LambdaClientOptions();
        configure?.Invoke(options);
        var client = new BenchmarkFunctionsClient(dataSource, configure is null ? null : options);
        return order => client.PriceAsync(order);
    }

    private static Func<Order, Task> CallsOwn(NpgsqlDataSource dataSource)
    {
        var client = new BenchmarkFunctionsClient(dataSource);
        var options = new LambdaCallOptions { TimeoutMilliseconds = 5_000 };
        return order => client.PriceWithOptionsAsync(order, options);
    }

    private static void AddThree(LambdaClientOptions options)
    {
        for (var i = 0; i < 3; i++)
            options.Interceptors.Add(new Passing());
    }

    private static void Override(LambdaClientOptions options, int? timeout) =>
        options.Clients["IBenchmarkFunctions"] = new LambdaClientOverride { Function = "echo-test", TimeoutMilliseconds = timeout };

    private static async Task<Order> ByHandAsync(NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
            Invoke, new OneParameter(JsonSerializer.SerializeToUtf8Bytes(Payload, JsonSerializerOptions.Web)), commandType: CommandType.Text));
        await reader.ReadAsync();
        return JsonSerializer.Deserialize<Order>(reader.GetFieldValue<byte[]>(1), JsonSerializerOptions.Web)!;
    }

    private static Activity Request() => new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

    private static async Task MeasureAsync(List<Variant> variants)
    {
        var random = new Random(1);
        var times = variants.ToDictionary(variant => variant, _ => new List<double>());
        var bytes = variants.ToDictionary(variant => variant, _ => new List<double>());
        // The first rounds compile and prepare.
        for (var round = -25; round < Rounds; round++)
        {
            var order = variants.ToArray();
            random.Shuffle(order);
            foreach (var variant in order)
            {
                var (time, allocated) = await RoundAsync(variant);
                if (round < 0)
                    continue;
                times[variant].Add(time);
                bytes[variant].Add(allocated);
            }
        }
        var plain = times[variants[0]];
        Console.WriteLine("| call | p50 | ratio: p50 of the rounds (P25 to P75) | allocated |\n| --- | --- | --- | --- |");
        foreach (var variant in variants)
        {
            var ratios = times[variant].Select((time, i) => time / plain[i]).ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {variant.Name} | {At(times[variant], 0.5):0.0} µs | {At(ratios, 0.5):0.000} ({At(ratios, 0.25):0.000} to {At(ratios, 0.75):0.000}) | {At(bytes[variant], 0.5):0} B |"));
        }
    }

    private static async Task<(double Microseconds, double Bytes)> RoundAsync(Variant variant)
    {
        using var around = variant.Around?.Invoke();
        for (var i = 0; i < 20; i++)
            await variant.Call(Payload);
        var (allocated, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        for (var i = 0; i < CallsEach; i++)
            await variant.Call(Payload);
        var time = Stopwatch.GetElapsedTime(started).TotalMicroseconds / CallsEach;
        return (time, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)CallsEach);
    }

    private static double At(List<double> values, double part) => values.Order().ElementAt((int)(values.Count * part));

    private sealed record Variant(string Name, Func<Order, Task> Call, Func<IDisposable>? Around = null);

    private sealed class Passing : ILambdaInterceptor
    {
        public ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken) => next(invocation, cancellationToken);
    }

    private sealed class All : IDisposable
    {
        private readonly IDisposable[] _parts = [Listeners.ToSpans(), Listeners.ToHistogram(), Request()];

        public void Dispose() => Array.ForEach(_parts, part => part.Dispose());
    }

    private sealed class OneParameter(byte[] payload) : SqlMapper.IDynamicParameters
    {
        public void AddParameters(IDbCommand command, SqlMapper.Identity identity) =>
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = payload, NpgsqlDbType = NpgsqlDbType.Json });
    }
}

public sealed record Order(string Sku, int Quantity, string Note);
