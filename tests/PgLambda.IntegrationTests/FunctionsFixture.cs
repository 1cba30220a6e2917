using System.Text.Json;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests;

/// <summary>A real PostgreSQL with the stand-in, and the functions that <see cref="IFunctions"/> names.</summary>
public sealed class FunctionsFixture : IAsyncLifetime
{
    private LocalLambda? _lambda;

    public LocalLambda Lambda => _lambda ?? throw new InvalidOperationException("The fixture has not started.");

    public IFunctions Client => new FunctionsClient(Lambda.DataSource);

    public async ValueTask InitializeAsync()
    {
        _lambda = await LocalLambda.StartAsync();
        _lambda.Handle("price", (Order order, LambdaCall call) =>
        {
            call.Log($"pricing {order.Sku}");
            return new Quote(order.Quantity * 2.5m, call.ClientContext?.GetProperty("custom").GetProperty("trace").GetString());
        });
        _lambda.Function("price").PublishVersion().PublishVersion().Alias("prod", "2");
        _lambda.Handle("placed", (Order order) => { });
        _lambda.Function("placed").PublishVersion().Alias("live", "1");
        _lambda.Handle("throws", (Order order) => throw new KeyNotFoundException($"no \"such\" sku: {order.Sku}"));
        _lambda.Handle("reports", (Order order) => throw new LambdaHandledErrorException("none left", "OutOfStock"));
        _lambda.Handle<JsonElement>("slow", async (_, call) => await Task.Delay(TimeSpan.FromMinutes(1), call.CancellationToken));
        _lambda.Handle("echo", (JsonElement json) => json);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lambda is not null) await _lambda.DisposeAsync();
    }
}
