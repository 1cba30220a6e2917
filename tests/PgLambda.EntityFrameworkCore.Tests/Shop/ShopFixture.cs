using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using PgLambda.Testing;

namespace PgLambda.EntityFrameworkCore.Tests;

/// <summary>A real PostgreSQL with the stand-in and the shop's tables.</summary>
public sealed class ShopFixture : LocalLambdaFixture
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _starts = new();

    internal ILambdaClientFactory<IShopFunctions> Functions { get; } = new ShopFactory();

    /// <summary>The options of a context, on sessions that go by a name.</summary>
    public DbContextOptionsBuilder<ShopContext> Options(string sessions, Action<NpgsqlDbContextOptionsBuilder>? npgsql = null) =>
        new DbContextOptionsBuilder<ShopContext>().UseNpgsql(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { ApplicationName = sessions }.ConnectionString, npgsql);

    public ShopContext CreateContext(string sessions = "shop", Action<NpgsqlDbContextOptionsBuilder>? npgsql = null) => new(Options(sessions, npgsql).Options);

    /// <summary>Waits until the function that waits has been started with this number, with an end.</summary>
    public async Task WaitForStartAsync(int number) => Assert.True(await Starts(number).WaitAsync(TimeSpan.FromSeconds(60)), "The function was not started.");

    /// <summary>Ends sessions, as an administrator does.</summary>
    public async Task KillAsync(string sessions)
    {
        await using var command = Lambda.DataSource.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = sessions });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How often a function was called with a number.</summary>
    public int CallsOf(string function, int number) => Lambda.Calls.Count(call => call.Function == function && call.PayloadText == $"{number}");

    protected override async ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("echo", (JsonElement json) => json);
        lambda.Handle("boom", JsonElement (JsonElement json) => throw new InvalidOperationException("boom"));
        // The first call with a number waits, and whoever tests ends it.
        lambda.Handle<JsonElement, JsonElement>("waits", async (json, call) =>
        {
            Starts(json.GetInt32()).Release();
            if (CallsOf("waits", json.GetInt32()) == 1)
                await Task.Delay(TimeSpan.FromMinutes(1), call.CancellationToken);
            return json;
        });
        await using var context = CreateContext();
        await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript());
    }

    private SemaphoreSlim Starts(int number) => _starts.GetOrAdd(number, _ => new SemaphoreSlim(0));
}
