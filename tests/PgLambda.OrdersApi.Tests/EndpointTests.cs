using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OrdersApi.Orders;
using PgLambda.Testing;

namespace PgLambda.OrdersApi.Tests;

/// <summary>What the service does where nothing is wrong, over HTTP.</summary>
public sealed class EndpointTests(OrdersFixture fixture) : IClassFixture<OrdersFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_price()
    {
        using var response = await fixture.Http.PostAsJsonAsync("/orders/price", new OrderRequest("A-1", 3), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new PriceQuote(7.5m, "EUR"), await response.Content.ReadFromJsonAsync<PriceQuote>(Token));
    }

    [Fact]
    public async Task An_order_is_a_row_with_its_price_and_an_event()
    {
        fixture.Lambda.ForgetCalls();
        using var response = await fixture.Http.PostAsJsonAsync("/orders", new OrderRequest("A-2", 4), Token);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var order = (await response.Content.ReadFromJsonAsync<Order>(Token))!;
        Assert.Equal(("A-2", 4, 10m), (order.Sku, order.Quantity, order.Total));

        var found = await fixture.Http.GetFromJsonAsync<Order>(response.Headers.Location, Token);
        Assert.Equal((order.Id, 10m), (found!.Id, found.Total));

        var calls = await fixture.Lambda.WaitForCallsAsync(2, TimeSpan.FromSeconds(60));
        Assert.Equal(["price-order-dev", "order-placed"], calls.Select(call => call.Function));
        Assert.Equal(LocalInvocationType.Event, calls[1].InvocationType);
        Assert.Equal(order.Id, calls[1].Payload.GetProperty("orderId").GetInt32());
        Assert.Equal(calls[0].TransactionId, calls[1].TransactionId);
    }

    [Fact]
    public async Task An_order_that_was_never_placed_is_not_found()
    {
        using var response = await fixture.Http.GetAsync("/orders/2000000000", Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(404, (await response.Content.ReadFromJsonAsync<ProblemDetails>(Token))!.Status);
    }

    [Theory]
    [InlineData("""{"sku":"A-1","quantity":0}""")]
    [InlineData("""{"sku":null,"quantity":1}""")]
    [InlineData("""{"sku":"A-1","quantity":"many"}""")]
    [InlineData("{")]
    public async Task What_is_no_order_is_refused_before_any_call(string body)
    {
        fixture.Lambda.ForgetCalls();
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var response = await fixture.Http.PostAsync("/orders/price", content, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(fixture.Lambda.Calls);
    }

    [Fact]
    public async Task Two_hundred_at_once_get_an_answer_each()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 200).Select(async quantity =>
        {
            using var response = await fixture.Http.PostAsJsonAsync("/orders/price", new OrderRequest("A-1", quantity), Token);
            return (Quantity: quantity, response.StatusCode, Quote: await response.Content.ReadFromJsonAsync<PriceQuote>(Token));
        }));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, answer.Quantity * 2.5m), (answer.StatusCode, answer.Quote!.Total)));
    }

    [Theory]
    [InlineData("Development", "price-order-dev", "dev", 2_000)]
    [InlineData("Production", "price-order", "live", 5_000)]
    public async Task Each_environment_calls_its_own_function(string environment, string function, string qualifier, int timeout)
    {
        fixture.Lambda.ForgetCalls();
        await using var app = OrdersApp.Start(fixture.ConnectionString(), environment);
        using var response = await app.Http.PostAsJsonAsync("/orders/price", new OrderRequest("A-1", 1), Token);
        var call = Assert.Single(fixture.Lambda.Calls);
        Assert.Equal((function, qualifier, timeout), (call.Function, call.Qualifier, (int)call.RequestTimeout.TotalMilliseconds));
    }

    [Fact]
    public async Task The_open_api_document_says_what_can_happen()
    {
        var document = await fixture.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);
        var paths = document.GetProperty("paths");
        Assert.Equal(["/orders", "/orders/price", "/orders/{id}"], paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["200", "400", "502", "503", "504"], Responses("/orders/price"));
        Assert.Equal(["201", "400", "502", "503", "504"], Responses("/orders"));

        IEnumerable<string> Responses(string path) => paths.GetProperty(path).GetProperty("post").GetProperty("responses").EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal);
    }
}
