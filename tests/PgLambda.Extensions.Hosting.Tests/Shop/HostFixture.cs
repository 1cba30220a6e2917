using System.Text.Json;
using Npgsql;
using PgLambda.Testing;
using Shop;

namespace PgLambda.Extensions.Hosting.Tests;

/// <summary>The functions of this assembly's interfaces, and roles.</summary>
public sealed class HostFixture : LocalLambdaFixture
{
    /// <summary>The application whose sessions the function <c>kills</c> ends.</summary>
    public const string Killed = "killed";

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A connection string for a new role, which goes away with the database.</summary>
    public async Task<string> NewRoleAsync(params string[] statements)
    {
        var name = "role_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync($"CREATE ROLE {name} LOGIN");
        foreach (var statement in statements)
            await ExecuteAsync(statement.Replace("{role}", name, StringComparison.Ordinal));
        return new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { Username = name, IncludeErrorDetail = true }.ConnectionString;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Lambda.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected override LocalLambdaOptions CreateOptions() => new() { Guesses = new StandInGuesses { CommonsForEveryone = false } };

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        foreach (var name in new[] { "price-order", "price-order-test" })
        {
            lambda.Handle(name, (Order order) => new PriceQuote(order.Quantity * 2.5m, name));
            lambda.Function(name).PublishVersion().Alias("test", "1").Alias("live", "1");
        }
        lambda.Handle("count-stock", (Book _) => 7);
        lambda.Handle("ship-order", (Order order) => { });
        lambda.Handle("reads", (JsonElement _) => "read");
        lambda.Handle("boom", string (JsonElement _) => throw new InvalidOperationException("boom"));
        lambda.Function("boom").PublishVersion().Alias("live", "1");
        lambda.Handle<JsonElement, JsonElement>("kills", async (json, _) =>
        {
            await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Killed}'");
            return json;
        });
        lambda.Handle("denied", (JsonElement _) => { });
        lambda.Function("denied").Faults.FailAll(LambdaFault.AccessDenied);
        lambda.Handle("busy", (JsonElement _) => { });
        lambda.Function("busy").Faults.FailAll(LambdaFault.Throttled);
        lambda.Handle<JsonElement, JsonElement>("waits", async (json, call) =>
        {
            Waiting.TrySetResult();
            await Task.Delay(TimeSpan.FromMinutes(1), call.CancellationToken);
            return json;
        });
        return default;
    }
}
