using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PgLambda.OrdersApi.Tests;

/// <summary>The service, in this process, on a real port of 127.0.0.1.</summary>
public sealed class OrdersApp : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;
    private readonly string _environment;

    private OrdersApp(string environment, Dictionary<string, string> settings)
    {
        _environment = environment;
        _settings = settings;
        UseKestrel();
    }

    /// <summary>A client of the running service.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <param name="connectionString">The database.</param>
    /// <param name="environment">Which appsettings hold.</param>
    /// <param name="settings">What is otherwise than in the appsettings.</param>
    public static OrdersApp Start(string connectionString, string environment = "Development", params (string Key, string Value)[] settings)
    {
        var app = new OrdersApp(environment, settings.Prepend(("ConnectionStrings:Orders", connectionString)).ToDictionary());
        app.StartServer();
        app.Http = app.CreateClient();
        return app;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        // Not by the factory, which would say it when the service may have started already: Main goes on in a thread of its own.
        builder.UseUrls("http://127.0.0.1:0");
        builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
    }
}
