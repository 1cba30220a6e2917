using System.Text.Json;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>A real PostgreSQL with the stand-in, and the functions that <see cref="IFailingFunctions"/> names.</summary>
public sealed class FailingFunctions : LocalLambdaFixture
{
    private int _runs;

    /// <summary>How often the function that waits has been started.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>Released once for each call of the function that waits, as soon as it runs.</summary>
    public SemaphoreSlim Started { get; } = new(0);

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

    /// <summary>Waits until the function that waits has been started, with an end.</summary>
    public async Task WaitForStartAsync() => Assert.True(await Started.WaitAsync(TimeSpan.FromSeconds(30)), "The function was not started.");

    protected override LocalLambdaOptions CreateOptions() => new() { Guesses = new StandInGuesses() };

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("echo", (JsonElement json) => json);
        lambda.Handle("boom", JsonElement (JsonElement json) => throw new InvalidOperationException("boom"));
        lambda.Handle("text", (string text) => new RawText(text));
        lambda.Handle<JsonElement, JsonElement>("waits", async (json, call) =>
        {
            Interlocked.Increment(ref _runs);
            Started.Release();
            await Task.Delay(TimeSpan.FromMinutes(1), call.CancellationToken);
            return json;
        });
        return default;
    }
}
