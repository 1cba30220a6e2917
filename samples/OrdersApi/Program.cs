using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrdersApi.Errors;
using OrdersApi.Local;
using OrdersApi.Orders;

var builder = WebApplication.CreateBuilder(args);

// In Development without a connection string: a database and functions on this machine. A service that is deployed has no such line.
await using var local = await LocalDatabase.StartWhereNoneIsGivenAsync(builder);

builder.Services.AddNpgsqlDataSource(
    builder.Configuration.GetConnectionString("Orders") ?? throw new InvalidOperationException("Set ConnectionStrings:Orders, for example as ConnectionStrings__Orders in the environment."),
    dataSource => dataSource.UsePgLambda());
builder.Services.AddOrdersApiLambdaClients();
builder.Services.AddPgLambda(builder.Configuration.GetSection("PgLambda"));
builder.Services.AddDbContext<OrdersContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
builder.Services.AddHealthChecks().AddLambda();

builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<LambdaExceptionHandler>();
builder.Services.AddValidation();
builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);   // 400 in Development, too
builder.Services.AddOpenApi();

var telemetry = builder.Services.AddOpenTelemetry()
    .ConfigureResource(resource => resource.AddService("orders-api"))
    .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource("PgLambda", "Npgsql"))
    .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("PgLambda", "Npgsql"));
if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
    telemetry.UseOtlpExporter();
if (builder.Configuration.GetValue<bool>("Telemetry:Console"))
    telemetry.WithTracing(tracing => tracing.AddConsoleExporter()).WithMetrics(metrics => metrics.AddConsoleExporter());

var app = builder.Build();

app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapHealthChecks("/health");
app.MapOpenApi();
app.MapOrders();

if (app.Environment.IsDevelopment())
    await Development.PrepareAsync(app, isLocal: local is not null);

await app.RunAsync();
