namespace PgLambda.Tool.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task Each_method_is_there_with_what_it_calls()
    {
        var json = (await Pglambda.RunAsync("list", Pglambda.Application, "--json")).Json;
        Assert.Equal(1, json.GetProperty("version").GetInt32());
        Assert.Equal(
            [
                ("Shop.IOrderFunctions", "AuditAsync", "audit", null, "*", "DryRun", null),
                ("Shop.IOrderFunctions", "PlacedAsync", "555555555551:function:order-placed:3", "us-gov-west-1", "3", "Event", null),
                ("Shop.IOrderFunctions", "PriceAsync", "arn:aws:lambda:us-west-2:555555555551:function:price-order", "us-west-2", "prod", "RequestResponse", 15_000),
                ("Shop.IOrderFunctions", "StockAsync", "stock", null, null, "RequestResponse", null),
                ("Shop.IOrderFunctions", "StockOfAsync", "stock", null, null, "RequestResponse", null),
                ("Shop.IStore", "LoadAsync", "store:live", null, "live", "RequestResponse", null),
            ],
            json.GetProperty("functions").EnumerateArray().Select(each => (
                each.GetProperty("interface").GetString(), each.GetProperty("method").GetString(), each.GetProperty("function").GetString(), each.GetProperty("region").GetString(),
                each.GetProperty("qualifier").GetString(), each.GetProperty("invocationType").GetString(),
                each.GetProperty("timeoutMilliseconds") is { ValueKind: System.Text.Json.JsonValueKind.Number } timeout ? timeout.GetInt32() : (int?)null)));
    }

    [Fact]
    public async Task People_get_a_table_without_colours_in_a_pipe()
    {
        var output = (await Pglambda.RunAsync("list", Pglambda.Application)).Fine();
        Assert.DoesNotContain("\u001b", output);
        Assert.Contains(output.Split('\n'), line => line.Contains("IOrderFunctions.PriceAsync", StringComparison.Ordinal) && line.Contains("15000 ms", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_environments_files_are_honoured_the_later_one_first()
    {
        using var common = Pglambda.File("appsettings.json", """{"PgLambda":{"Functions":[{"Name":"stock","Function":"stock-test","TimeoutMilliseconds":500}]}}""");
        using var production = Pglambda.File("appsettings.Production.json", """{"PgLambda":{"Functions":[{"Qualifier":"blue"}],"Clients":{"IOrderFunctions":{"Methods":{"StockOfAsync":{"TimeoutMilliseconds":900}}}}}}""");
        var json = (await Pglambda.RunAsync("list", Pglambda.Application, "--json", "--settings", common.Path, "--settings", production.Path)).Json;
        Assert.Equal(
            [("stock-test", "blue", 500), ("stock-test", "blue", 900)],
            json.GetProperty("functions").EnumerateArray().Where(each => each.GetProperty("method").GetString()!.StartsWith("Stock", StringComparison.Ordinal))
                .Select(each => (each.GetProperty("function").GetString(), each.GetProperty("qualifier").GetString(), each.GetProperty("timeoutMilliseconds").GetInt32())));
    }

    [Fact]
    public async Task Files_that_say_what_cannot_be_are_refused()
    {
        using var settings = Pglambda.File("appsettings.json", """{"PgLambda":{"Functions":[{"Name":"stokc","Function":"x"}],"Clients":{"IOrderFunctions":{"Region":"us west"}}}}""");
        (await Pglambda.RunAsync("list", Pglambda.Application, "--settings", settings.Path)).Refused(2, "PgLambda:Functions:0:Name", "stokc", "PgLambda:Clients:IOrderFunctions:Region");
        using var broken = Pglambda.File("appsettings.json", "{");
        (await Pglambda.RunAsync("list", Pglambda.Application, "--settings", broken.Path)).Refused(2, "cannot be read");
        (await Pglambda.RunAsync("list", Pglambda.Application, "--settings", broken.Path + ".not")).Refused(2, "no such file");
    }
}
