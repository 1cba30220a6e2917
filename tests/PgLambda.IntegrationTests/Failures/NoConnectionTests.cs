using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>There is no connection for a call: one exception says so, whoever was to open it, and nothing was sent.</summary>
public sealed class NoConnectionTests(FailingFunctions fixture) : IClassFixture<FailingFunctions>
{
    public static TheoryData<string, bool> Reasons => new()
    {
        { "refused", true },
        { "no such host", true },
        { "does not answer", true },
        { "no such role", false },
        { "no such database", false },
        { "pool exhausted", true },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Through_a_data_source(string reason, bool isTransient)
    {
        await using var situation = await SituationAsync(reason);
        await AssertNotRunAsync(new FailingFunctionsClient(situation.DataSource), isTransient);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Through_a_callers_closed_connection(string reason, bool isTransient)
    {
        await using var situation = await SituationAsync(reason);
        await using var connection = situation.DataSource.CreateConnection();
        await AssertNotRunAsync(new FailingFunctionsClient(connection), isTransient);
    }

    [Fact]
    public async Task A_server_without_a_free_connection()
    {
        var role = "few_" + Guid.NewGuid().ToString("N");
        await fixture.AdministrateAsync($"CREATE ROLE {role} LOGIN CONNECTION LIMIT 0");
        await using var dataSource = fixture.CreateDataSource(builder => builder.Username = role);
        await AssertNotRunAsync(new FailingFunctionsClient(dataSource), isTransient: true);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_while_the_pool_is_waited_for_stays_a_cancellation()
    {
        await using var dataSource = fixture.CreateDataSource(builder => builder.Timeout = 60);
        await using var held = await dataSource.OpenConnectionAsync();
        using var source = new CancellationTokenSource();
        var call = new FailingFunctionsClient(dataSource).EchoAsync(1, source.Token);
        Assert.False(call.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task AssertNotRunAsync(FailingFunctionsClient client, bool isTransient)
    {
        var error = await Assert.ThrowsAsync<LambdaConnectionException>(() => client.EchoAsync(1));
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
        Assert.True(error.IsSafeToRetry);
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Equal("echo", error.Function);
        Assert.NotNull(error.InnerException);
        Assert.Contains("did not run", error.Message);
    }

    private async Task<Situation> SituationAsync(string reason)
    {
        switch (reason)
        {
            case "refused":
                return new(fixture.CreateDataSource(builder => (builder.Host, builder.Port) = ("127.0.0.1", FreePort())));
            case "no such host":
                return new(fixture.CreateDataSource(builder => builder.Host = "no-such-host.invalid"));
            case "does not answer":
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                return new(fixture.CreateDataSource(builder => (builder.Host, builder.Port, builder.Timeout) = ("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, 1)), listener);
            case "no such role":
                return new(fixture.CreateDataSource(builder => builder.Username = "nobody_of_this_name"));
            case "no such database":
                return new(fixture.CreateDataSource(builder => builder.Database = "nothing_of_this_name"));
            default:
                var dataSource = fixture.CreateDataSource(builder => builder.Timeout = 1);
                return new(dataSource, await dataSource.OpenConnectionAsync());
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Situation(NpgsqlDataSource DataSource, IDisposable? Held = null) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Held?.Dispose();
            await DataSource.DisposeAsync();
        }
    }
}
