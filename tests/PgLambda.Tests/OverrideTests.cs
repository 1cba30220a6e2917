using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>What an environment has otherwise, from the widest entry to the narrowest.</summary>
public class OverrideTests
{
    private const string FullArn = "arn:aws:lambda:us-west-2:555555555551:function:price-order";

    private static LambdaOperation Operation(string function = "price-order", string? region = null, string? qualifier = null, string @interface = "Shop.Api.IOrders", string method = "PriceAsync") =>
        new(@interface, method, new InvokeSql(LambdaTarget.Parse(function, region, qualifier), InvocationType.RequestResponse, LogType.None, HasContext: false).Compose());

    private static LambdaClientOptions Options(Action<LambdaClientOptions> configure)
    {
        var options = new LambdaClientOptions();
        configure(options);
        return options;
    }

    private static (string Function, string? Region, string? Qualifier, int? Timeout) Resolve(LambdaOperation operation, LambdaClientOptions options)
    {
        var invocation = LambdaOverrides.Describe(operation, options);
        return (invocation.Function, invocation.Region, invocation.Qualifier, invocation.TimeoutMilliseconds);
    }

    [Fact]
    public void Without_an_entry_nothing_changes_and_nothing_is_composed()
    {
        var operation = Operation();
        Assert.Null(OverrideResolver.Of(new LambdaClientOptions()));
        Assert.Same(operation, new OverrideResolver(Options(o => o.Functions.Add(new() { Name = "other", Function = "x" }))).Resolve(operation));
    }

    [Fact]
    public void The_narrower_entry_wins_part_by_part()
    {
        var options = Options(o =>
        {
            o.Functions.Add(new() { Name = "price-order", Function = "price-order-test", TimeoutMilliseconds = 20_000 });
            o.Clients["IOrders"] = new() { Qualifier = "test", Methods = { ["PriceAsync"] = new() { TimeoutMilliseconds = 5_000 } } };
        });
        Assert.Equal(("price-order-test", null, "test", 5_000), Resolve(Operation(), options));
        Assert.Equal(("price-order-test", null, "test", 20_000), Resolve(Operation(method: "OtherAsync"), options));
        Assert.Equal(("price-order-test", null, null, 20_000), Resolve(Operation(@interface: "Shop.Api.IOthers"), options));
    }

    [Fact]
    public void A_function_replaces_the_region_as_well_and_leaves_the_qualifier()
    {
        var options = Options(o => o.Functions.Add(new() { Name = "price-order", Function = "555555555551:function:price-order" }));
        Assert.Equal(("555555555551:function:price-order", null, "prod", null), Resolve(Operation(region: "us-west-2", qualifier: "prod"), options));
        options = Options(o => o.Functions.Add(new() { Name = "price-order", Function = "test", Region = "eu-west-1" }));
        Assert.Equal(("test", "eu-west-1", null, null), Resolve(Operation(region: "us-west-2"), options));
    }

    [Theory]
    [InlineData("price-order:prod", null)]
    [InlineData("price-order", "prod")]
    [InlineData(FullArn + ":prod", null)]
    public void A_qualifier_replaces_one_wherever_it_was_written(string function, string? qualifier)
    {
        var operation = Operation(function, qualifier: qualifier);
        var options = Options(o => o.Clients["Shop.Api.IOrders"] = new() { Qualifier = "test" });
        Assert.Equal("test", Resolve(operation, options).Qualifier);
        Assert.DoesNotContain("prod", new OverrideResolver(options).Resolve(operation).Sql);
    }

    [Fact]
    public void A_function_with_a_qualifier_replaces_both_and_a_narrower_qualifier_replaces_that()
    {
        var options = Options(o =>
        {
            o.Functions.Add(new() { Name = "price-order", Function = "test:blue" });
            o.Clients["IOrders"] = new() { Methods = { ["CheckAsync"] = new() { Qualifier = "green" } } };
        });
        Assert.Equal(("test", null, "blue", null), Resolve(Operation(qualifier: "prod"), options));
        Assert.Equal(("test", null, "green", null), Resolve(Operation(qualifier: "prod", method: "CheckAsync"), options));
    }

    [Theory]
    [InlineData("a b", null, null, null, "Functions:0:Function")]
    [InlineData("arn:aws:lambda:us-west-2:1:function:f", null, null, null, "Functions:0:Function")]
    [InlineData("", null, null, null, "Functions:0:Function")]
    [InlineData("f:blue", null, "green", null, "Functions:0:Qualifier")]
    [InlineData(null, "us-west2", null, null, "Functions:0:Region")]
    [InlineData(FullArn, "eu-west-1", null, null, "Functions:0:Region")]
    [InlineData(null, null, "a.b", null, "Functions:0:Qualifier")]
    [InlineData(null, null, "", null, "Functions:0:Qualifier")]
    [InlineData(null, null, null, 0, "Functions:0:TimeoutMilliseconds")]
    [InlineData(null, null, null, 900_001, "Functions:0:TimeoutMilliseconds")]
    public void What_cannot_be_is_refused_with_its_path(string? function, string? region, string? qualifier, int? timeout, string path)
    {
        var options = Options(o => o.Functions.Add(new() { Name = "price-order", Function = function, Region = region, Qualifier = qualifier, TimeoutMilliseconds = timeout }));
        var exception = Assert.Throws<LambdaConfigurationException>(() => Resolve(Operation(), options));
        Assert.Equal((path, FunctionState.NotRun, "price-order"), (exception.Path, exception.FunctionState, exception.Function));
        Assert.Equal([path], LambdaOverrides.Check(options, [Operation()]).Select(problem => problem.Path));
    }

    [Fact]
    public void Entries_that_nothing_stands_behind_are_named()
    {
        var options = Options(o =>
        {
            o.Functions.Add(new() { Name = "price-oder", Function = "x" });
            o.Clients["IOders"] = new() { Qualifier = "test" };
            o.Clients["IOrders"] = new() { Methods = { ["Price"] = new() { Qualifier = "test" } } };
        });
        var problems = LambdaOverrides.Check(options, [Operation()]);
        Assert.Equal(["Functions:0:Name", "Clients:IOders", "Clients:IOrders:Methods:Price"], problems.Select(problem => problem.Path));
        Assert.Contains("price-order", problems[0].Message);
        Assert.Contains("PriceAsync", problems[2].Message);
    }

    [Fact]
    public void A_simple_name_that_two_interfaces_have_needs_its_namespace()
    {
        LambdaOperation[] operations = [Operation(), Operation(@interface: "Shop.Jobs.IOrders")];
        var simple = Options(o => o.Clients["IOrders"] = new() { Qualifier = "test" });
        Assert.Equal("Clients:IOrders", Assert.Single(LambdaOverrides.Check(simple, operations)).Path);
        var full = Options(o => o.Clients["Shop.Jobs.IOrders"] = new() { Qualifier = "test" });
        Assert.Empty(LambdaOverrides.Check(full, operations));
        Assert.Equal([null, "test"], operations.Select(operation => Resolve(operation, full).Qualifier));
    }

    [Fact]
    public void The_same_thing_twice_is_refused()
    {
        var options = Options(o =>
        {
            o.Functions.Add(new() { Name = "price-order", Qualifier = "a" });
            o.Functions.Add(new() { Name = "price-order", Qualifier = "b" });
        });
        Assert.Equal("Functions:1:Name", Assert.Throws<LambdaConfigurationException>(() => Resolve(Operation(), options)).Path);
        options = Options(o =>
        {
            o.Clients["IOrders"] = new() { Qualifier = "a" };
            o.Clients["Shop.Api.IOrders"] = new() { Qualifier = "b" };
        });
        Assert.Equal("Clients:IOrders", Assert.Throws<LambdaConfigurationException>(() => Resolve(Operation(), options)).Path);
    }
}
