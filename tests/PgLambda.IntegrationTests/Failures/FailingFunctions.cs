using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>A real PostgreSQL with the stand-in, and the functions that <see cref="IFailingFunctions"/> names.</summary>
public sealed class FailingFunctions : LocalLambdaFixture
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _starts = new();

    /// <summary>How often the function that waits has been started with this number, and nobody has waited for it.</summary>
    public int StartsOf(int number) => Starts(number).CurrentCount;

    /// <summary>A data source with settings of its own.</summary>
    public NpgsqlDataSource CreateDataSource(Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { MaxPoolSize = 1 };
        configure?.Invoke(builder);
        return NpgsqlDataSource.Create(builder.ConnectionString);
    }

    /// <summary>Runs a statement as an administrator, on another connection.</summary>
    public async Task<object?> AdministrateAsync(string sql)
    {
        await using var command = Lambda.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits until the function that waits has been started with this number, with an end.</summary>
    public async Task WaitForStartAsync(int number) => Assert.True(await Starts(number).WaitAsync(TimeSpan.FromSeconds(60)), "The function was not started.");

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("echo", (JsonElement json) => json);
        lambda.Handle("boom", JsonElement (JsonElement json) => throw new InvalidOperationException("boom"));
        lambda.Handle("text", (string text) => new RawText(text));
        lambda.Handle<JsonElement, JsonElement>("waits", async (json, call) =>
        {
            Starts(json.GetInt32()).Release();
            await Task.Delay(TimeSpan.FromMinutes(1), call.CancellationToken);
            return json;
        });
        return default;
    }

    private SemaphoreSlim Starts(int number) => _starts.GetOrAdd(number, _ => new SemaphoreSlim(0));
}
