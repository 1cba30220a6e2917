using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shop;

namespace PgLambda.Extensions.Hosting.Tests;

/// <summary>Calls from a host, on the real database.</summary>
public sealed class CallTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Several_hosts_behind_one_data_source()
    {
        var settings = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString);
        settings.Host = $"{settings.Host}:{settings.Port},{settings.Host}:{settings.Port}";
        var builder = Hosts.Create("""{ "PgLambda": { "Clients": { "IReaderFunctions": { "TimeoutMilliseconds": 7000 } } } }""");
        builder.Services.AddSingleton(_ => new NpgsqlDataSourceBuilder(settings.ConnectionString).UsePgLambda().BuildMultiHost());
        builder.Services.AddSingleton<NpgsqlDataSource>(p => p.GetRequiredService<NpgsqlMultiHostDataSource>().WithTargetSession(TargetSessionAttributes.Primary));
        builder.Services.AddKeyedSingleton<NpgsqlDataSource>("reader", (p, _) => p.GetRequiredService<NpgsqlMultiHostDataSource>().WithTargetSession(TargetSessionAttributes.PreferStandby));
        builder.Services.AddClients(typeof(IOrderFunctions), typeof(IReaderFunctions)).AddPgLambda(builder.Configuration.GetSection("PgLambda"));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2.5m, (await host.Services.GetRequiredService<IOrderFunctions>().PriceAsync(new Order("A-1", 1), TestContext.Current.CancellationToken)).Total);
        Assert.Equal("read", await host.Services.GetRequiredService<IReaderFunctions>().ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(TimeSpan.FromSeconds(7), fixture.Lambda.Calls.Last(call => call.Function == "reads").RequestTimeout);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_the_detail_nobody_knows_why_and_with_it_everybody_does(bool isUsed)
    {
        var builder = new NpgsqlDataSourceBuilder(fixture.Lambda.ConnectionString);
        await using var dataSource = (isUsed ? builder.UsePgLambda() : builder).Build();
        var error = await Assert.ThrowsAsync<LambdaFunctionException>(() => new TestFunctionsClient(dataSource).BoomAsync("x"));
        Assert.Equal((isUsed ? "boom" : null, !isUsed), (error.ErrorMessage, error.DetailRedacted));
    }
}
