using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace PgLambda.CompilerServices;

/// <summary>What the generated <c>Add…LambdaClients()</c> calls, once for each interface. Not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LambdaClientRegistration
{
    /// <summary>
    /// Registers the client of an interface, the factory of such clients and their descriptor, each as a singleton. What is registered already stays, so that a
    /// double comes first whether it was registered before or after.
    /// </summary>
    /// <typeparam name="TInterface">The interface with <c>[LambdaFunction]</c>.</typeparam>
    /// <param name="services">The services to add to.</param>
    /// <param name="dataSourceKey">The service key of the data source; null for the one without a key.</param>
    /// <param name="onDataSource">Makes the client of a data source.</param>
    /// <param name="onConnection">Makes the client of a connection.</param>
    /// <param name="operations">What the client's methods call.</param>
    public static void Add<TInterface>(
        IServiceCollection services,
        string? dataSourceKey,
        Func<NpgsqlDataSource, LambdaClientOptions?, TInterface> onDataSource,
        Func<LambdaConnection, NpgsqlTransaction?, LambdaClientOptions?, TInterface> onConnection,
        Func<IReadOnlyList<LambdaOperation>> operations)
        where TInterface : class
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => onDataSource(FindDataSource<TInterface>(provider, dataSourceKey), provider.GetService<LambdaClientOptions>()));
        services.TryAddSingleton<ILambdaClientFactory<TInterface>>(provider => new Factory<TInterface>(onConnection, provider.GetService<LambdaClientOptions>()));
        if (!services.Any(IsDescriptorOf<TInterface>))
            services.AddSingleton(new LambdaClientDescriptor(typeof(TInterface), dataSourceKey, operations));
    }

    private static bool IsDescriptorOf<TInterface>(ServiceDescriptor service) =>
        service.ServiceType == typeof(LambdaClientDescriptor) && service.ImplementationInstance is LambdaClientDescriptor descriptor && descriptor.Interface == typeof(TInterface);

    private static NpgsqlDataSource FindDataSource<TInterface>(IServiceProvider provider, string? key)
    {
        if ((key is null ? provider.GetService<NpgsqlDataSource>() : provider.GetKeyedService<NpgsqlDataSource>(key)) is { } dataSource)
            return dataSource;
        throw new InvalidOperationException(key is null
            ? $"The client of {typeof(TInterface).Name} calls through PostgreSQL, and no NpgsqlDataSource is registered: add services.AddNpgsqlDataSource(connectionString), "
                + "or give the interface's [LambdaClient] the DataSource key of one that is."
            : $"The client of {typeof(TInterface).Name} calls on the data source '{key}', as its [LambdaClient] says, and no NpgsqlDataSource with that service key is registered: "
                + $"add services.AddNpgsqlDataSource(connectionString, serviceKey: \"{key}\").");
    }

    private sealed class Factory<TInterface>(Func<LambdaConnection, NpgsqlTransaction?, LambdaClientOptions?, TInterface> onConnection, LambdaClientOptions? options)
        : ILambdaClientFactory<TInterface>
        where TInterface : class
    {
        public TInterface On(LambdaConnection connection, NpgsqlTransaction? transaction) => onConnection(connection, transaction, options);
    }
}
