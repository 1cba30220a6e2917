using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using OrdersApi.Orders;

namespace OrdersApi.Local;

/// <summary>What makes the service work at once on a machine of a developer's.</summary>
internal static class Development
{
    public static async Task PrepareAsync(WebApplication app, bool isLocal)
    {
        await CreateTablesAsync(app.Services);
        if (isLocal)
            app.Lifetime.ApplicationStarted.Register(() => ShowWhatToTry(app.Urls.First()));
    }

    // A team has migrations; for a database that is being tried out, this is enough.
    private static async Task CreateTablesAsync(IServiceProvider services)
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("""SELECT to_regclass('"Orders"') IS NOT NULL""");
        if (await command.ExecuteScalarAsync() is true)
            return;
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OrdersContext>().GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
    }

    private static void ShowWhatToTry(string url)
    {
        const string json = "-H 'Content-Type: application/json' -d";
        Console.WriteLine($$"""

            Try:

              curl {{url}}/orders/price {{json}} '{"sku":"A-100","quantity":3}'   # 200: the price, by a function
              curl {{url}}/orders {{json}} '{"sku":"A-100","quantity":3}'         # 201: row, price and event in one transaction
              curl {{url}}/orders/1   # 200: the order
              curl {{url}}/orders/price {{json}} '{"sku":"B-200","quantity":1}'   # 502: the function throws
              curl {{url}}/orders/price {{json}} '{"sku":"SLOW","quantity":1}'    # 504: it gives no answer in time
              curl {{url}}/orders/price {{json}} '{"sku":"A-100","quantity":0}'   # 400: refused before
              curl {{url}}/health   # 200: extension, grants and time-outs
              curl {{url}}/openapi/v1.json   # 200: all that there is

            Ctrl+C ends it.

            """);
    }
}
