using System.Text.Json;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests;

/// <summary>A real PostgreSQL with the stand-in, and the functions that <see cref="IFunctions"/> names.</summary>
public sealed class FunctionsFixture : LocalLambdaFixture
{
    public IFunctions Client => new FunctionsClient(Lambda.DataSource);

    // Typed errors are read from the DETAIL.
    protected override LocalLambdaOptions CreateOptions() => new() { IncludeErrorDetail = true };

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("price", (Order order, LambdaCall call) =>
        {
            call.Log($"pricing {order.Sku}");
            return new Quote(order.Quantity * 2.5m, call.ClientContext?.GetProperty("custom").GetProperty("trace").GetString());
        });
        lambda.Function("price").PublishVersion().PublishVersion().Alias("prod", "2");
        lambda.Handle("placed", (Order order) => { });
        lambda.Function("placed").PublishVersion().Alias("live", "1");
        lambda.Handle("throws", (Order order) => throw new KeyNotFoundException($"no \"such\" sku: {order.Sku}"));
        lambda.Handle("reports", (Order order) => throw new LambdaHandledErrorException("none left", "OutOfStock"));
        lambda.Handle<JsonElement>("slow", async (_, call) => await Task.Delay(TimeSpan.FromMinutes(1), call.CancellationToken));
        lambda.Handle("echo", (JsonElement json) => json);
        return default;
    }
}
