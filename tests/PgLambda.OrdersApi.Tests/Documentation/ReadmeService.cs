using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrdersApi.Orders;

namespace PgLambda.OrdersApi.Tests.Documentation;

/// <summary>The service of the README, with what it leaves out around it.</summary>
internal static class ReadmeService
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<OrdersContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));

        builder.Services.AddNpgsqlDataSource(
            builder.Configuration.GetConnectionString("Orders")!, database => database.UsePgLambda());
        builder.Services.AddOrdersApiLambdaClients();                                  // of the assembly OrdersApi
        builder.Services.AddPgLambda(builder.Configuration.GetSection("PgLambda"));    // what an environment has otherwise
        builder.Services.AddHealthChecks().AddLambda();

        var app = builder.Build();

        app.MapPost("/price", (OrderRequest order, IOrderFunctions functions, CancellationToken token) =>
            functions.PriceAsync(order, token));
        app.MapPost("/both", (OrderRequest order, ILambdaClientFactory<IOrderFunctions> functions, OrdersContext db) =>
            functions.On(db).PriceAsync(order));
        return app;
    }
}
