using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgLambda.CompilerServices;

[assembly: PgLambda.LambdaClient(RegistrationName = "Test")]

namespace PgLambda.IntegrationTests.Setup;

/// <summary>The generated registration of this assembly's clients, in the built-in container with all its checks on.</summary>
public sealed class RegistrationTests(FunctionsFixture fixture) : IClassFixture<FunctionsFixture>
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public async Task A_client_calls_on_the_data_source()
    {
        await using var provider = Build(services => services.AddTestLambdaClients());
        var client = provider.GetRequiredService<IFunctions>();
        Assert.Equal("hello", await client.EchoAsync("hello"));
        Assert.IsType<FunctionsClient>(client);
        Assert.Same(client, provider.GetRequiredService<IFunctions>());
        await using var scope = provider.CreateAsyncScope();
        Assert.Same(client, scope.ServiceProvider.GetRequiredService<IFunctions>());
    }

    [Fact]
    public async Task A_factory_calls_on_a_connection_in_its_transaction()
    {
        await using var provider = Build(services => services.AddTestLambdaClients());
        await using var connection = await fixture.Lambda.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var client = provider.GetRequiredService<ILambdaClientFactory<IFunctions>>().On(connection, transaction);
        Assert.Equal("hello", await client.EchoAsync("hello"));
        await Assert.ThrowsAsync<LambdaFunctionException>(() => client.ThrowsAsync(new Order("A-1", 1)));
        // The failed call belonged to the transaction, which it ended.
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => transaction.CommitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_keyed_data_source()
    {
        var services = new ServiceCollection();
        services.AddNpgsqlDataSource(fixture.Lambda.ConnectionString, serviceKey: "orders");
        services.AddTestLambdaClients();
        await using var provider = services.BuildServiceProvider(Strict);
        Assert.Equal("keyed", await provider.GetRequiredService<IKeyedFunctions>().EchoAsync("keyed"));
        // The others call on the one without a key.
        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IFunctions>);
        Assert.Contains("services.AddNpgsqlDataSource(connectionString)", error.Message);
    }

    [Fact]
    public async Task A_missing_key_is_named()
    {
        await using var provider = Build(services => services.AddTestLambdaClients());
        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IKeyedFunctions>);
        Assert.Contains("AddNpgsqlDataSource(connectionString, serviceKey: \"orders\")", error.Message);
        Assert.Contains(nameof(IKeyedFunctions), error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_comes_first_wherever_it_is_registered(bool before)
    {
        await using var provider = Build(services =>
        {
            if (before)
                services.AddSingleton<IKeyedFunctions, Double>();
            services.AddTestLambdaClients();
            if (!before)
                services.AddSingleton<IKeyedFunctions, Double>();
        });
        Assert.Equal("doubled", await provider.GetRequiredService<IKeyedFunctions>().EchoAsync("hello"));
    }

    [Fact]
    public async Task A_decorator_goes_around_the_client()
    {
        await using var provider = Build(services => services
            .AddNpgsqlDataSource(fixture.Lambda.ConnectionString, serviceKey: "orders")
            .AddTestLambdaClients()
            .AddSingleton<IKeyedFunctions>(p => new Shouting(new KeyedFunctionsClient(p.GetRequiredKeyedService<NpgsqlDataSource>("orders")))));
        Assert.Equal("hello!", await provider.GetRequiredService<IKeyedFunctions>().EchoAsync("hello"));
    }

    [Fact]
    public async Task The_options_that_are_registered()
    {
        await using var provider = Build(services => services.AddTestLambdaClients().AddSingleton(new LambdaClientOptions { RequireErrorDetail = true }));
        Assert.Equal("hello", await provider.GetRequiredService<IFunctions>().EchoAsync("hello"));
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { IncludeErrorDetail = false }.ConnectionString);
        Assert.Throws<ArgumentException>(() => provider.GetRequiredService<ILambdaClientFactory<IFunctions>>().On(connection));
    }

    [Fact]
    public async Task A_data_source_of_several_hosts()
    {
        var settings = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString);
        settings.Host = $"{settings.Host}:{settings.Port},{settings.Host}:{settings.Port}";
        var services = new ServiceCollection();
        services.AddMultiHostNpgsqlDataSource(settings.ConnectionString);
        services.AddKeyedSingleton<NpgsqlDataSource>("orders", (p, _) => p.GetRequiredService<NpgsqlMultiHostDataSource>().WithTargetSession(TargetSessionAttributes.Primary));
        services.AddTestLambdaClients();
        await using var provider = services.BuildServiceProvider(Strict);
        Assert.Equal("any", await provider.GetRequiredService<IFunctions>().EchoAsync("any"));
        Assert.Equal("writer", await provider.GetRequiredService<IKeyedFunctions>().EchoAsync("writer"));
    }

    [Fact]
    public void Twice_is_as_good_as_once()
    {
        var services = new ServiceCollection();
        services.AddTestLambdaClients();
        var once = services.ToList();
        Assert.Same(services, services.AddTestLambdaClients());
        Assert.Equal(once, services);
    }

    [Fact]
    public async Task The_descriptors_say_what_is_called()
    {
        await using var provider = Build(services => services.AddTestLambdaClients());
        var all = provider.GetServices<LambdaClientDescriptor>().ToList();
        Assert.Equal(all.Count, all.Select(descriptor => descriptor.Interface).Distinct().Count());
        var keyed = Assert.Single(all, descriptor => descriptor.Interface == typeof(IKeyedFunctions));
        Assert.Equal("orders", keyed.DataSourceKey);
        Assert.Single(keyed.Operations);
        var plain = Assert.Single(all, descriptor => descriptor.Interface == typeof(IFunctions));
        Assert.Null(plain.DataSourceKey);
        Assert.Equal(typeof(IFunctions).GetMethods().Count(method => method.IsAbstract), plain.Operations.Count);
        Assert.Same(plain.Operations, plain.Operations);
        // The names that options are checked by are those of what is called.
        Assert.All(all.Where(descriptor => !descriptor.Interface.IsGenericTypeDefinition), descriptor => Assert.Equal(
            descriptor.Operations.Select(operation => LambdaOverrides.Describe(operation, new LambdaClientOptions())).Select(call => (call.Interface, call.Method, call.Function)).Distinct(),
            descriptor.Calls.Select(call => (call.Interface, call.Method, call.Function))));
    }

    [Fact]
    public async Task A_factory_of_what_is_not_registered_says_so()
    {
        await using var provider = Build(services => services.AddTestLambdaClients());
        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<ILambdaClientFactory<IComparable>>);
        Assert.Contains("System.IComparable", error.Message);
    }

    [Fact]
    public async Task A_factory_of_somebody_else_comes_first()
    {
        await using var provider = Build(services => services.AddTestLambdaClients().AddSingleton<ILambdaClientFactory<IKeyedFunctions>>(new DoubleFactory()));
        Assert.IsType<Double>(provider.GetRequiredService<ILambdaClientFactory<IKeyedFunctions>>().On(default));
    }

    private ServiceProvider Build(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddNpgsqlDataSource(fixture.Lambda.ConnectionString);
        configure(services);
        return services.BuildServiceProvider(Strict);
    }

    private sealed class Double : IKeyedFunctions
    {
        public Task<string> EchoAsync(string text, CancellationToken cancellationToken) => Task.FromResult("doubled");
    }

    private sealed class DoubleFactory : ILambdaClientFactory<IKeyedFunctions>
    {
        public IKeyedFunctions On(LambdaConnection connection, NpgsqlTransaction? transaction) => new Double();
    }

    private sealed class Shouting(IKeyedFunctions inner) : IKeyedFunctions
    {
        public async Task<string> EchoAsync(string text, CancellationToken cancellationToken) => await inner.EchoAsync(text, cancellationToken) + "!";
    }
}

[LambdaClient(DataSource = "orders")]
internal interface IKeyedFunctions
{
    [LambdaFunction("echo")]
    Task<string> EchoAsync(string text, CancellationToken cancellationToken = default);
}
