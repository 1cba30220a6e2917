using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace PgLambda.CompilerServices;

/// <summary>
/// What the generated <c>Add…LambdaClients()</c> registers an assembly's clients by. It knows them by number: a delegate or a generic instantiation for each
/// would cost the start of a host more than all the rest. Not meant to be used by other code.
/// </summary>
/// <param name="services">The services to add to.</param>
/// <param name="onDataSource">Makes a client of a data source.</param>
/// <param name="onConnection">Makes a client of a connection.</param>
/// <param name="operations">What a client's methods call.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaClientRegistration(
    IServiceCollection services,
    Func<int, NpgsqlDataSource, LambdaClientOptions?, object> onDataSource,
    Func<int, LambdaConnection, NpgsqlTransaction?, LambdaClientOptions?, object> onConnection,
    Func<int, IReadOnlyList<LambdaOperation>> operations)
{
    /// <summary>
    /// Registers a client, the factory of such clients and its descriptor, each as a singleton. What is registered already stays, so that a double comes first
    /// whether it was registered before or after.
    /// </summary>
    /// <param name="client">The client's number.</param>
    /// <param name="interfaceType">The interface with <c>[LambdaFunction]</c>.</param>
    /// <param name="dataSourceKey">The service key of the data source; null for the one without a key.</param>
    public void Add(int client, Type interfaceType, string? dataSourceKey)
    {
        services.TryAddSingleton(
            interfaceType, provider => onDataSource(client, FindDataSource(provider, interfaceType, dataSourceKey), provider.GetService<LambdaClientOptions>()));
        services.TryAddSingleton(typeof(ILambdaClientFactory<>), typeof(LambdaClientFactory<>));
        if (!services.Any(service => service.ServiceType == typeof(LambdaClientDescriptor) && (service.ImplementationInstance as LambdaClientDescriptor)?.Interface == interfaceType))
            services.AddSingleton(new LambdaClientDescriptor(client, interfaceType, dataSourceKey, onConnection, operations));
    }

    private static NpgsqlDataSource FindDataSource(IServiceProvider provider, Type interfaceType, string? key)
    {
        if ((key is null ? provider.GetService<NpgsqlDataSource>() : provider.GetKeyedService<NpgsqlDataSource>(key)) is { } dataSource)
            return dataSource;
        throw new InvalidOperationException(key is null
            ? $"The client of {interfaceType.Name} calls through PostgreSQL, and no NpgsqlDataSource is registered: add services.AddNpgsqlDataSource(connectionString), "
                + "or give the interface's [LambdaClient] the DataSource key of one that is."
            : $"The client of {interfaceType.Name} calls on the data source '{key}', as its [LambdaClient] says, and no NpgsqlDataSource with that service key is registered: "
                + $"add services.AddNpgsqlDataSource(connectionString, serviceKey: \"{key}\").");
    }
}
