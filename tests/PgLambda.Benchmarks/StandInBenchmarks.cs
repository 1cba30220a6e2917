using BenchmarkDotNet.Attributes;
using Npgsql;
using NpgsqlTypes;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>One call at a time: the stand-in with an in-process handler against a plain SELECT on the same connection, and the generated client on top.</summary>
[MemoryDiagnoser]
public class OneCaller
{
    private const string Plain = "SELECT 200, $1::json, '$LATEST', NULL::text";
    private const string Invoke = "SELECT status_code, payload, executed_version, log_result FROM aws_lambda.invoke(function_name => aws_commons.create_lambda_function_arn('echo'), payload => $1)";
    private static readonly byte[] Payload = """{"sku":"A-100","quantity":3,"note":"one hundred and twenty-three bytes of payload, which is what most calls carry, or so"}"""u8.ToArray();

    private LocalLambda _lambda = null!;
    private NpgsqlDataSource _prepared = null!;
    private NpgsqlConnection _connection = null!;
    private NpgsqlCommand _plain = null!;
    private NpgsqlCommand _invoke = null!;
    private IBenchmarkFunctions _client = null!;
    private IBenchmarkFunctions _preparedClient = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _lambda = await LocalLambda.StartAsync();
        _lambda.HandleAny((json, _) => Task.FromResult<System.Text.Json.JsonElement?>(json));
        _connection = await _lambda.DataSource.OpenConnectionAsync();
        _plain = await PrepareAsync(Plain);
        _invoke = await PrepareAsync(Invoke);
        _prepared = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_lambda.ConnectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 });
        _client = new BenchmarkFunctionsClient(_lambda.DataSource);
        _preparedClient = new BenchmarkFunctionsClient(_prepared);
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _connection.DisposeAsync();
        await _prepared.DisposeAsync();
        await _lambda.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task PlainSelect() => RunAsync(_plain);

    [Benchmark]
    public Task StandIn() => RunAsync(_invoke);

    [Benchmark]
    public Task<RawJson> Client() => _client.EchoAsync(RawJson.Parse(Payload));

    [Benchmark]
    public Task<RawJson> ClientAutoPrepared() => _preparedClient.EchoAsync(RawJson.Parse(Payload));

    private async Task<NpgsqlCommand> PrepareAsync(string sql)
    {
        var command = new NpgsqlCommand(sql, _connection) { Parameters = { new NpgsqlParameter<byte[]> { TypedValue = Payload, NpgsqlDbType = NpgsqlDbType.Json } } };
        await command.PrepareAsync();
        return command;
    }

    private static async Task RunAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
    }
}

public interface IBenchmarkFunctions
{
    [LambdaFunction("echo")]
    Task<RawJson> EchoAsync(RawJson json, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<Order> PriceAsync(Order order, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<Order> PriceWithOptionsAsync(Order order, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);
}
