using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrdersApi.Orders;

namespace PgLambda.OrdersApi.Tests.Documentation;

/// <summary>The README's service is compiled, and does what it says.</summary>
public sealed class ReadmeTests(OrdersFixture fixture) : IClassFixture<OrdersFixture>
{
    [Fact]
    public void Its_lines_are_the_readmes()
    {
        var block = Markdown.Blocks(Repository.Read("README.md"), "csharp")[2];
        var service = Lines(Repository.Read("tests/PgLambda.OrdersApi.Tests/Documentation/ReadmeService.cs"));
        var lines = Lines(block);
        Assert.Equal(9, lines.Count);
        Assert.Equal(lines, service.Where(lines.Contains));
    }

    [Theory]
    [InlineData("/price")]
    [InlineData("/both")]
    public async Task It_answers(string path)
    {
        await using var app = ReadmeService.Build(
            ["--urls=http://127.0.0.1:0", "--ConnectionStrings:Orders=" + fixture.ConnectionString(), "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var response = await http.PostAsJsonAsync(path, new OrderRequest("A-1", 3), TestContext.Current.CancellationToken);
        Assert.Equal(new PriceQuote(7.5m, "EUR"), await response.Content.ReadFromJsonAsync<PriceQuote>(TestContext.Current.CancellationToken));
        Assert.Equal(HealthStatus.Healthy, (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Status);
    }

    private static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
