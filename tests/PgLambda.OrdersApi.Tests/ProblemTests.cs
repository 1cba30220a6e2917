using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OrdersApi.Orders;
using PgLambda.Testing;

namespace PgLambda.OrdersApi.Tests;

/// <summary>What a client of the service gets where a call fails: a status that says what it can do, and nothing of what is behind.</summary>
public sealed class ProblemTests(OrdersFixture fixture) : IClassFixture<OrdersFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Whatever an exception's message may hold.
    private static readonly string[] Internals =
        ["arn:", "123456789012", "price-order", "order-placed", "aws_lambda", "GRANT", "SQLSTATE", "Exception", "sku: NONE", "secret", "Npgsql", "127.0.0.1", "no-one", "   at "];

    private PlannedFaults Faults => fixture.Lambda.Function("price-order-dev").Faults;

    [Theory]
    [InlineData("NONE")]
    [InlineData("ODD")]
    public async Task A_function_that_fails_or_answers_something_else_is_502(string sku) => await AssertProblemAsync(fixture.App, HttpStatusCode.BadGateway, sku);

    [Fact]
    public async Task A_failure_of_Lambda_itself_is_502()
    {
        Faults.FailNext(1, LambdaFault.Api("ServiceException: internal"));
        await AssertProblemAsync(fixture.App, HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task Throttled_is_503_and_says_when_to_come_back()
    {
        Faults.FailNext(1, LambdaFault.Throttled);
        await AssertProblemAsync(fixture.App, HttpStatusCode.ServiceUnavailable, comesBack: true);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(fixture.App));
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_is_504()
    {
        Faults.FailNext(1, LambdaFault.DropConnection);
        await AssertProblemAsync(fixture.App, HttpStatusCode.GatewayTimeout);
    }

    [Fact]
    public async Task A_function_that_takes_longer_than_its_time_out_is_504()
    {
        await using var app = OrdersApp.Start(fixture.ConnectionString(), settings: OrdersFixture.Timeout(200));
        await AssertProblemAsync(app, HttpStatusCode.GatewayTimeout, "WAITS too long");
    }

    [Fact]
    public async Task A_statement_that_takes_longer_than_the_servers_limit_is_504()
    {
        await using var app = OrdersApp.Start(fixture.ConnectionString(builder => builder.Options = "-c statement_timeout=1000"), "Production", OrdersFixture.Timeout(600_000));
        await AssertProblemAsync(app, HttpStatusCode.GatewayTimeout, "WAITS too long");
    }

    [Theory]
    [InlineData("/orders/price")]
    [InlineData("/orders")]
    public async Task No_connection_is_503_whoever_opens_it(string path)
    {
        await using var app = OrdersApp.Start(fixture.ConnectionString(builder => builder.Port = FreePort()), "Production");
        await AssertProblemAsync(app, HttpStatusCode.ServiceUnavailable, path: path, comesBack: true);
    }

    [Fact]
    public async Task A_connection_that_is_lost_in_the_middle_is_503_and_not_to_be_repeated_blindly()
    {
        var call = AssertProblemAsync(fixture.App, HttpStatusCode.ServiceUnavailable, "WAITS and is lost");
        await fixture.WaitForStartAsync("WAITS and is lost");
        Assert.Equal(true, await fixture.QueryAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%aws_lambda.invoke%' AND pid <> pg_backend_pid()"));
        await call;
        await fixture.WaitForCancellationAsync("WAITS and is lost");
    }

    [Fact]
    public async Task A_missing_grant_is_500_and_unhealthy()
    {
        await fixture.QueryAsync("CREATE ROLE \"no-one\" LOGIN");
        await fixture.QueryAsync("""GRANT SELECT, INSERT, UPDATE ON "Orders" TO "no-one" """);
        await using var app = OrdersApp.Start(fixture.ConnectionString(builder => builder.Options = "-c role=no-one"), "Production");
        await AssertProblemAsync(app, HttpStatusCode.InternalServerError);
        await AssertProblemAsync(app, HttpStatusCode.InternalServerError, path: "/orders");

        using var health = await app.Http.GetAsync("/health", Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (health.StatusCode, await health.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task With_its_grants_it_is_healthy()
    {
        using var health = await fixture.Http.GetAsync("/health", Token);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (health.StatusCode, await health.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task Without_a_database_it_is_unhealthy()
    {
        await using var app = OrdersApp.Start(fixture.ConnectionString(builder => builder.Port = FreePort()), "Production");
        using var health = await app.Http.GetAsync("/health", Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (health.StatusCode, await health.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task A_function_that_may_not_be_called_is_500()
    {
        Faults.FailNext(1, LambdaFault.AccessDenied);
        await AssertProblemAsync(fixture.App, HttpStatusCode.InternalServerError);
    }

    [Theory]
    [InlineData("price-order-dev", "NONE", HttpStatusCode.BadGateway)]
    [InlineData("order-placed", "A-9", HttpStatusCode.ServiceUnavailable)]
    public async Task An_order_whose_call_fails_leaves_no_row(string function, string sku, HttpStatusCode status)
    {
        if (function == "order-placed")
            fixture.Lambda.Function(function).Faults.FailNext(1, LambdaFault.Throttled);
        await AssertProblemAsync(fixture.App, status, sku, "/orders", comesBack: status == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(0L, await fixture.QueryAsync($"""SELECT count(*) FROM "Orders" WHERE "Sku" = '{sku}'"""));
    }

    [Theory]
    [InlineData("/orders/price")]
    [InlineData("/orders")]
    public async Task A_request_that_is_cancelled_cancels_the_function(string path)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var request = fixture.Http.PostAsJsonAsync(path, new OrderRequest("WAITS", 1), source.Token);
        await fixture.WaitForStartAsync("WAITS");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await fixture.WaitForCancellationAsync("WAITS");

        Assert.Equal(0L, await fixture.QueryAsync("""SELECT count(*) FROM "Orders" WHERE "Sku" = 'WAITS'"""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(fixture.App));
    }

    private static async Task<HttpStatusCode> StatusAsync(OrdersApp app)
    {
        using var response = await app.Http.PostAsJsonAsync("/orders/price", new OrderRequest("A-1", 1), Token);
        return response.StatusCode;
    }

    private static async Task AssertProblemAsync(OrdersApp app, HttpStatusCode status, string sku = "A-1", string path = "/orders/price", bool comesBack = false)
    {
        using var response = await app.Http.PostAsJsonAsync(path, new OrderRequest(sku, 1), Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(comesBack ? "2" : null, response.Headers.RetryAfter?.ToString());
        using var problem = JsonDocument.Parse(body);
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(["type", "title", "status", "traceId"], problem.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.All(Internals, text => Assert.DoesNotContain(text, body + response.Headers, StringComparison.OrdinalIgnoreCase));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
