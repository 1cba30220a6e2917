using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>The factory of every registered interface: one open registration for all of them, since each closed one would cost the start of a host.</summary>
internal sealed class LambdaClientFactory<TInterface> : ILambdaClientFactory<TInterface>
    where TInterface : class
{
    private readonly LambdaClientDescriptor _client;
    private readonly LambdaClientOptions? _options;

    public LambdaClientFactory(IEnumerable<LambdaClientDescriptor> clients, LambdaClientOptions? options = null)
    {
        _client = clients.FirstOrDefault(client => client.Interface == typeof(TInterface)) ?? throw Unknown();
        _options = options;
        if (options is not null)
            RegisteredInterfaces.Tell(options, clients);
    }

    public TInterface On(LambdaConnection connection, NpgsqlTransaction? transaction) => (TInterface)_client.OnConnection(connection, transaction, _options);

    private static InvalidOperationException Unknown() => new(typeof(TInterface).IsGenericType
        ? $"There is no ILambdaClientFactory of {typeof(TInterface)}: a generic interface's client is made by its own constructor, as in new …Client<…>(connection, transaction, options). "
            + "A factory of your own that is registered for it comes first."
        : $"No client of {typeof(TInterface)} is registered: call the Add…LambdaClients() of the assembly that declares it.");
}
