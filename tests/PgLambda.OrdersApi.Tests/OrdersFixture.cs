using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;
using OrdersApi.Orders;
using PgLambda.Testing;

namespace PgLambda.OrdersApi.Tests;

/// <summary>A real PostgreSQL with the stand-in, the functions of the service, and the service running on it.</summary>
public sealed class OrdersFixture : LocalLambdaFixture
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _started = new(), _cancelled = new();

    /// <summary>The service with the settings of Development, and a time-out that no test comes to.</summary>
    public OrdersApp App { get; private set; } = null!;

    public HttpClient Http => App.Http;

    public static (string, string) Timeout(int milliseconds) => ("PgLambda:Clients:IOrderFunctions:Methods:PriceAsync:TimeoutMilliseconds", $"{milliseconds}");

    /// <summary>Another connection string of the database.</summary>
    public string ConnectionString(Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { MaxPoolSize = 50, Timeout = 60 };
        configure?.Invoke(builder);
        return builder.ConnectionString;
    }

    public async Task<object?> QueryAsync(string sql)
    {
        await using var command = Lambda.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits, with an end, until the function has been called for the article, whose name begins with WAITS.</summary>
    public async Task WaitForStartAsync(string sku) => Assert.True(await Of(_started, sku).WaitAsync(TimeSpan.FromSeconds(60)), "The function was not called.");

    /// <summary>Waits, with an end, until the token of that call has been cancelled.</summary>
    public async Task WaitForCancellationAsync(string sku) => Assert.True(await Of(_cancelled, sku).WaitAsync(TimeSpan.FromSeconds(60)), "The function was not cancelled.");

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        foreach (var (name, alias) in new[] { ("price-order-dev", "dev"), ("price-order", "live") })
        {
            lambda.Handle<OrderRequest, JsonElement>(name, PriceAsync);
            lambda.Function(name).PublishVersion().Alias(alias, "1");
        }
        lambda.Handle("order-placed", (OrderPlaced placed) => { });
        lambda.Function("order-placed").PublishVersion().Alias("dev", "1").Alias("live", "1");
        App = OrdersApp.Start(ConnectionString(), settings: Timeout(600_000));
        return default;
    }

    private static SemaphoreSlim Of(ConcurrentDictionary<string, SemaphoreSlim> signals, string sku) => signals.GetOrAdd(sku, _ => new SemaphoreSlim(0));

    private async Task<JsonElement> PriceAsync(OrderRequest order, LambdaCall call)
    {
        switch (order.Sku)
        {
            case "NONE":
                throw new KeyNotFoundException("no such sku: NONE");
            case "ODD":
                return JsonSerializer.SerializeToElement(new { price = "secret" });
            case ['W', 'A', 'I', 'T', 'S', ..]:
                using (call.CancellationToken.Register(() => Of(_cancelled, order.Sku).Release()))
                {
                    Of(_started, order.Sku).Release();
                    await Task.Delay(TimeSpan.FromMinutes(5), call.CancellationToken);
                }
                break;
        }
        return JsonSerializer.SerializeToElement(new { total = order.Quantity * 2.5m, currency = "EUR" });
    }
}
