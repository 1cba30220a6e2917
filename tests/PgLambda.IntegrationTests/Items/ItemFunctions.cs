using System.Text.Json;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Items;

/// <summary>A real PostgreSQL with the stand-in, and the functions that <see cref="IItemFunctions"/> names.</summary>
public sealed class ItemFunctions : LocalLambdaFixture
{
    /// <summary>A data source of one connection: nothing else gets one while it is held.</summary>
    public NpgsqlDataSource OneConnection(string? connectionString = null) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString ?? Lambda.ConnectionString) { MaxPoolSize = 1, Timeout = 60 });

    /// <summary>Many items, which fill no buffer on the way.</summary>
    public static RawJson Many(int count, string? last = null) =>
        RawJson.Parse($"[{string.Join(',', Enumerable.Range(1, count).Select(id => $$"""{"id":{{id}},"text":"{{new string('x', 90)}}"}"""))}{(last is null ? "" : "," + last)}]");

    protected override LocalLambdaOptions CreateOptions() => new() { IncludeErrorDetail = true };

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("items", (int count) => Enumerable.Range(1, count).Select(id => new Item(id, new string('x', 90))).ToList());
        lambda.Handle("echo", (JsonElement json) => json);
        lambda.Handle("fails", JsonElement (int code) => throw new InvalidOperationException($"no {code}"));
        return default;
    }
}
