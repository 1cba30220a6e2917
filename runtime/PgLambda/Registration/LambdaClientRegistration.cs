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
/// <param name="calls">
/// The same by names, as text: a line with the interface, and one with method and function for each call. Null where the operations must be asked.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaClientRegistration(
    IServiceCollection services,
    Func<int, NpgsqlDataSource, LambdaClientOptions?, object> onDataSource,
    Func<int, LambdaConnection, NpgsqlTransaction?, LambdaClientOptions?, object> onConnection,
    Func<int, IReadOnlyList<LambdaOperation>> operations,
    Func<int, string>? calls)
{
    /// <summary>The same, without the names.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="onDataSource">Makes a client of a data source.</param>
    /// <param name="onConnection">Makes a client of a connection.</param>
    /// <param name="operations">What a client's methods call.</param>
    public LambdaClientRegistration(
        IServiceCollection services,
        Func<int, NpgsqlDataSource, LambdaClientOptions?, object> onDataSource,
        Func<int, LambdaConnection, NpgsqlTransaction?, LambdaClientOptions?, object> onConnection,
        Func<int, IReadOnlyList<LambdaOperation>> operations)
        : this(services, onDataSource, onConnection, operations, calls: null)
    {
    }

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
            interfaceType, provider => onDataSource(client, FindDataSource(provider, interfaceType, dataSourceKey), FindOptions(provider)));
        services.TryAddSingleton(typeof(ILambdaClientFactory<>), typeof(LambdaClientFactory<>));
        Describe(new LambdaClientDescriptor(client, interfaceType, dataSourceKey, onConnection, operations, calls));
    }

    /// <summary>Says of a generic interface what options may say about it, and registers no client: nobody knows for which types.</summary>
    /// <param name="client">The client's number, which only its names have.</param>
    /// <param name="definition">The interface's definition.</param>
    public void AddGeneric(int client, Type definition) => Describe(new LambdaClientDescriptor(client, definition, dataSourceKey: null, onConnection, static _ => [], calls));

    private void Describe(LambdaClientDescriptor descriptor)
    {
        if (!services.Any(service => service.ServiceType == typeof(LambdaClientDescriptor) && (service.ImplementationInstance as LambdaClientDescriptor)?.Interface == descriptor.Interface))
            services.AddSingleton(descriptor);
    }

    private static LambdaClientOptions? FindOptions(IServiceProvider provider)
    {
        var options = provider.GetService<LambdaClientOptions>();
        if (options is not null)
            RegisteredInterfaces.Tell(options, provider.GetServices<LambdaClientDescriptor>());
        return options;
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
