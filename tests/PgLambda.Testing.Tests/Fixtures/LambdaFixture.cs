using Npgsql;
using NpgsqlTypes;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>One stand-in for the tests of a class, on the server that the environment asks for.</summary>
public class LambdaFixture : LocalLambdaFixture
{
    protected override LocalLambdaOptions CreateOptions() => RequestedServer.Options();
}

/// <summary>What an invocation gave.</summary>
public sealed record Answer(int? StatusCode, string? Payload, string? ExecutedVersion, string? LogResult);

/// <summary>The base of the tests that call the stand-in through a fixture.</summary>
public abstract class LambdaTests(LambdaFixture fixture) : IClassFixture<LambdaFixture>
{
    protected LocalLambda Lambda { get; } = fixture.Lambda;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>No measure: what waits for something that must come has an end.</summary>
    protected static TimeSpan Guard { get; } = TimeSpan.FromSeconds(60);

    /// <summary>A function name that no other test uses.</summary>
    protected static string NewName() => "f-" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Runs a call; the payload is the parameter $1, json.</summary>
    protected Task<Answer> CallAsync(string arguments, string? payload = "{}", NpgsqlDbType type = NpgsqlDbType.Json) =>
        CallAsync(Lambda.DataSource, arguments, payload, type);

    protected static async Task<Answer> CallAsync(NpgsqlDataSource source, string arguments, string? payload = "{}", NpgsqlDbType type = NpgsqlDbType.Json)
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        return await CallAsync(connection, arguments, payload, type);
    }

    protected static async Task<Answer> CallAsync(NpgsqlConnection connection, string arguments, string? payload = "{}", NpgsqlDbType type = NpgsqlDbType.Json, CancellationToken? token = null)
    {
        await using var command = new NpgsqlCommand($"SELECT status_code, payload, executed_version, log_result FROM aws_lambda.invoke({arguments})", connection);
        if (arguments.Contains("$1", StringComparison.Ordinal))
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)payload ?? DBNull.Value, NpgsqlDbType = type });
        await using var reader = await command.ExecuteReaderAsync(token ?? Token);
        Assert.True(await reader.ReadAsync(Token));
        return new Answer(
            await reader.IsDBNullAsync(0, Token) ? null : reader.GetInt32(0),
            await reader.IsDBNullAsync(1, Token) ? null : reader.GetString(1),
            await reader.IsDBNullAsync(2, Token) ? null : reader.GetString(2),
            await reader.IsDBNullAsync(3, Token) ? null : reader.GetString(3));
    }

    protected Task<PostgresException> FailAsync(string arguments, string? payload = "{}", NpgsqlDbType type = NpgsqlDbType.Json) =>
        Assert.ThrowsAsync<PostgresException>(() => CallAsync(arguments, payload, type));

    protected static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    protected static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Token))!;
    }
}
