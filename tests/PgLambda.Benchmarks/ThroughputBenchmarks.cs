using BenchmarkDotNet.Attributes;
using Npgsql;
using NpgsqlTypes;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>Eight callers, each with a connection and a prepared command: 1 second divided by the mean is calls per second.</summary>
public class EightCallers
{
    private const int Callers = 8, CallsEach = 500;

    private LocalLambda _lambda = null!;
    private NpgsqlCommand[] _plain = null!;
    private NpgsqlCommand[] _invoke = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _lambda = await LocalLambda.StartAsync();
        _lambda.HandleAny((json, _) => Task.FromResult<System.Text.Json.JsonElement?>(json));
        _plain = await PrepareAsync("SELECT 200, $1::json, '$LATEST', NULL::text");
        _invoke = await PrepareAsync("SELECT status_code, payload, executed_version, log_result FROM aws_lambda.invoke(function_name => aws_commons.create_lambda_function_arn('echo'), payload => $1)");
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        foreach (var command in _plain.Concat(_invoke))
            await command.Connection!.DisposeAsync();
        await _lambda.DisposeAsync();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Callers * CallsEach)]
    public Task PlainSelect() => RunAsync(_plain);

    [Benchmark(OperationsPerInvoke = Callers * CallsEach)]
    public Task StandIn() => RunAsync(_invoke);

    private Task<NpgsqlCommand[]> PrepareAsync(string sql) => Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
    {
        var command = new NpgsqlCommand(sql, await _lambda.DataSource.OpenConnectionAsync())
        {
            Parameters = { new NpgsqlParameter<byte[]> { TypedValue = """{"sku":"A-100","quantity":3}"""u8.ToArray(), NpgsqlDbType = NpgsqlDbType.Json } },
        };
        await command.PrepareAsync();
        return command;
    }));

    private static Task RunAsync(NpgsqlCommand[] commands) => Task.WhenAll(commands.Select(command => Task.Run(async () =>
    {
        for (var i = 0; i < CallsEach; i++)
        {
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
        }
    })));
}
