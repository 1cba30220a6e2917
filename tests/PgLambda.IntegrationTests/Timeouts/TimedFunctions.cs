using System.Text.Json;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Timeouts;

/// <summary>The functions of <see cref="ITimedFunctions"/>, on the server that PGLAMBDA_TEST_POSTGRES asks for.</summary>
public sealed class TimedFunctions : LocalLambdaFixture
{
    public NpgsqlDataSource CreateDataSource(Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { MaxPoolSize = 1 };
        configure?.Invoke(builder);
        return NpgsqlDataSource.Create(builder.ConnectionString);
    }

    protected override LocalLambdaOptions CreateOptions() => RequestedServer.Options();

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("limit", (int number, LambdaCall call) => (int)call.RequestTimeout.TotalMilliseconds);
        lambda.Function("limit").PublishVersion().Alias("v1", "1");
        lambda.Handle("boom", int (int number) => throw new InvalidOperationException("boom"));
        lambda.Handle<JsonElement, JsonElement>("waits", async (json, call) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), call.CancellationToken);
            return json;
        });
        return default;
    }
}
