using Npgsql;
using NpgsqlTypes;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>One call at a time: the stand-in with a handler in this process beside a plain SELECT, and the generated client on top. They take turns.</summary>
internal static class OneCaller
{
    private const string Plain = "SELECT 200, $1::json, '$LATEST', NULL::text";
    private static readonly byte[] Payload = """{"sku":"A-100","quantity":3,"note":"one hundred and twenty-three bytes of payload, which is what most calls carry, or so"}"""u8.ToArray();

    public static async Task RunAsync()
    {
        await using var lambda = await LocalLambda.StartAsync();
        lambda.HandleAny((json, _) => Task.FromResult<System.Text.Json.JsonElement?>(json));
        await using var prepared = Peers.DataSource(lambda.ConnectionString, prepares: true);
        await using var connection = await lambda.DataSource.OpenConnectionAsync();
        await using var plain = Command(Plain, connection);
        await plain.PrepareAsync();
        await using var invoke = Command(CallCosts.Invoke, connection);
        await invoke.PrepareAsync();
        var (client, preparedClient) = (new BenchmarkFunctionsClient(lambda.DataSource), new BenchmarkFunctionsClient(prepared));
        var calls = new (string Name, Func<Task> CallAsync)[]
        {
            ("a plain prepared `SELECT` with the same four columns", () => ReadAsync(plain)),
            ("`aws_lambda.invoke` on the stand-in, prepared", () => ReadAsync(invoke)),
            ("the same on a connection from the pool", async () =>
            {
                await using var pooled = await prepared.OpenConnectionAsync();
                await using var command = Command(CallCosts.Invoke, pooled);
                await ReadAsync(command);
            }),
            ("the generated client, with `Max Auto Prepare`", () => preparedClient.EchoAsync(RawJson.Parse(Payload))),
            ("the generated client, not prepared (Npgsql's default)", () => client.EchoAsync(RawJson.Parse(Payload))),
        };
        var measured = await Turns.TakeAsync([.. calls.Select(call => call.CallAsync)], rounds: 31, callsEach: 200);
        Console.WriteLine("| call | time | ratio (P25 to P75) | allocated |\n| --- | --- | --- | --- |");
        foreach (var (call, own) in calls.Zip(measured))
            Turns.Print($"| {call.Name} | {own.Microseconds:0} µs | {own.Ratio:0.0} ({own.Spread}) | {own.Bytes / 1000:0.0} KB |");
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection) =>
        new(sql, connection) { Parameters = { new NpgsqlParameter<byte[]> { TypedValue = Payload, NpgsqlDbType = NpgsqlDbType.Json } } };

    private static async Task ReadAsync(NpgsqlCommand command)
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
