using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgLambda.IntegrationTests.Failures;

namespace PgLambda.IntegrationTests.Setup;

/// <summary>The built-in container makes a client from the data source, whatever else is registered.</summary>
public sealed class DependencyInjectionTests(FailingFunctions fixture) : IClassFixture<FailingFunctions>
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public Task A_data_source_alone() => AssertServesAsync(services => { });

    [Fact]
    public Task With_options() => AssertServesAsync(services => services.AddSingleton(new LambdaClientOptions { PrepareStatements = true }));

    [Fact]
    public Task With_a_transaction_registered() => AssertServesAsync(services => services
        .AddSingleton(new LambdaClientOptions())
        .AddScoped(provider => provider.GetRequiredService<NpgsqlConnection>().BeginTransaction()));

    [Fact]
    public async Task With_a_keyed_data_source()
    {
        var services = new ServiceCollection();
        services.AddNpgsqlDataSource(fixture.Lambda.ConnectionString, serviceKey: "orders");
        services.AddSingleton<IFailingFunctions>(provider => new FailingFunctionsClient(provider.GetRequiredKeyedService<NpgsqlDataSource>("orders")));
        await using var provider = services.BuildServiceProvider(Strict);
        Assert.Equal(1, await provider.GetRequiredService<IFailingFunctions>().EchoAsync(1));
    }

    private async Task AssertServesAsync(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddNpgsqlDataSource(fixture.Lambda.ConnectionString);
        configure(services);
        services.AddSingleton<IFailingFunctions, FailingFunctionsClient>();
        services.AddKeyedScoped<IFailingFunctions, FailingFunctionsClient>("scoped");
        await using var provider = services.BuildServiceProvider(Strict);
        Assert.Equal(1, await provider.GetRequiredService<IFailingFunctions>().EchoAsync(1));
        await using var scope = provider.CreateAsyncScope();
        Assert.Equal(2, await scope.ServiceProvider.GetRequiredKeyedService<IFailingFunctions>("scoped").EchoAsync(2));
        Assert.Equal(3, await ActivatorUtilities.CreateInstance<FailingFunctionsClient>(scope.ServiceProvider).EchoAsync(3));
    }
}
