using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda.Extensions.Hosting.Tests;

/// <summary>Hosts as an application builds them, with a configuration of JSON text.</summary>
internal static class Hosts
{
    public static HostApplicationBuilder Create(string json = "{}")
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        return builder;
    }

    /// <summary>The clients of some of this assembly's interfaces.</summary>
    public static IServiceCollection AddClients(this IServiceCollection services, params Type[] interfaces)
    {
        services.AddShopLambdaClients();
        return services.KeepClients(interfaces);
    }

    /// <summary>Takes away the descriptors of all others, as if there were none.</summary>
    public static IServiceCollection KeepClients(this IServiceCollection services, params Type[] interfaces)
    {
        foreach (var service in services.Where(service => service.ImplementationInstance is LambdaClientDescriptor descriptor && !interfaces.Contains(descriptor.Interface)).ToList())
            services.Remove(service);
        return services;
    }

    public static IServiceCollection AddDataSource(this IServiceCollection services, string connectionString, Action<NpgsqlDataSourceBuilder>? configure = null)
    {
        return services.AddSingleton(_ =>
        {
            var builder = new NpgsqlDataSourceBuilder(connectionString);
            configure?.Invoke(builder);
            return builder.Build();
        });
    }
}
