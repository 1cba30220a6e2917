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

    private static IReadOnlyList<LambdaConfigurationProblem> Check(LambdaClientOptions options, params LambdaOperation[] operations) =>
        LambdaOverrides.Check(options, operations.Select(DeclaredCall.Of));

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
        Assert.Equal([path], Check(options, Operation()).Select(problem => problem.Path));
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
        var problems = Check(options, Operation());
        Assert.Equal(["Functions:0:Name", "Clients:IOders", "Clients:IOrders:Methods:Price"], problems.Select(problem => problem.Path));
        Assert.Contains("price-order", problems[0].Message);
        Assert.Contains("PriceAsync", problems[2].Message);
    }

    [Fact]
    public void A_simple_name_that_two_interfaces_have_needs_its_namespace()
    {
        LambdaOperation[] operations = [Operation(), Operation(@interface: "Shop.Jobs.IOrders")];
        var simple = Options(o => o.Clients["IOrders"] = new() { Qualifier = "test" });
        Assert.Equal("Clients:IOrders", Assert.Single(Check(simple, operations)).Path);
        var full = Options(o => o.Clients["Shop.Jobs.IOrders"] = new() { Qualifier = "test" });
        Assert.Empty(Check(full, operations));
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

    [Fact]
    public void A_key_that_is_one_interface_s_full_name_means_that_one_alone()
    {
        LambdaOperation[] operations = [Operation(@interface: "IOrders"), Operation(@interface: "Shop.A.IOrders")];
        var options = Options(o => o.Clients["iorders"] = new() { Qualifier = "test" });
        Assert.Empty(Check(options, operations));
        // Code that makes its clients itself tells nobody which others there are: either name will do.
        Assert.Equal(["test", "test"], operations.Select(operation => Resolve(operation, options).Qualifier));
        options = Options(o =>
        {
            o.Clients["IOrders"] = new() { Qualifier = "test", Methods = { ["OnlyThereAsync"] = new() { Qualifier = "x" } } };
            o.Clients["Shop.A.IOrders"] = new() { TimeoutMilliseconds = 7 };
            o.RegisteredInterfaces = ["IOrders", "Shop.A.IOrders"];
        });
        Assert.Equal([("test", null), (null, (int?)7)], operations.Select(operation => (Resolve(operation, options).Qualifier, Resolve(operation, options).Timeout)));
        // A method that the other interface has is none of this one.
        Assert.Equal(["Clients:IOrders:Methods:OnlyThereAsync"], Check(options, [.. operations, Operation(@interface: "Shop.A.IOrders", method: "OnlyThereAsync")]).Select(problem => problem.Path));
    }

    [Fact]
    public void An_ambiguous_name_is_an_error_at_the_call_as_at_the_start()
    {
        LambdaOperation[] operations = [Operation(@interface: "Shop.A.IOrders"), Operation(@interface: "Shop.B.IOrders")];
        var options = Options(o => o.Clients["IOrders"] = new() { Qualifier = "test" });
        var problem = Assert.Single(Check(options, operations));
        options.RegisteredInterfaces = ["Shop.A.IOrders", "Shop.B.IOrders"];
        var error = Assert.Throws<LambdaConfigurationException>(() => Resolve(operations[0], options));
        Assert.Equal("Clients:IOrders", error.Path);
        Assert.Contains(problem.Message, error.Message);
        // One that was not registered is one more.
        options = Options(o => (o.Clients["IOrders"], o.RegisteredInterfaces) = (new() { Qualifier = "test" }, ["Shop.A.IOrders"]));
        Assert.Throws<LambdaConfigurationException>(() => Resolve(operations[1], options));
        Assert.Equal("test", Resolve(operations[0], options).Qualifier);
    }

    [Theory]
    [InlineData("IInner")]
    [InlineData("Shop.Outer.IInner")]
    [InlineData("Shop.Outer+IInner")]
    [InlineData("shop.outer+iinner")]
    [InlineData("Shop.Outer`2+IInner`1")]
    public void A_nested_interface_by_each_of_its_names(string key)
    {
        var operation = Operation(@interface: "Shop.Outer.IInner");
        var options = Options(o => o.Clients[key] = new() { Methods = { ["PriceAsync"] = new() { Qualifier = "test" } } });
        Assert.Empty(Check(options, operation, Operation(@interface: "Shop.IOrders")));
        Assert.Equal("test", Resolve(operation, options).Qualifier);
        options = Options(o => o.Clients[key] = new() { Qualifier = "a b" });
        Assert.Equal($"Clients:{key}:Qualifier", Assert.Single(Check(options, operation)).Path);
    }

    [Fact]
    public void Known_interfaces_are_named_in_full_where_the_simple_name_is_not_enough()
    {
        var problem = Assert.Single(Check(
            Options(o => o.Clients["IOders"] = new()),
            Operation(@interface: "IOrders"), Operation(@interface: "Shop.IOrders"), Operation(@interface: "Shop.Outer.IInner"), Operation(@interface: "A.IJobs"), Operation(@interface: "B.IJobs")));
        Assert.Equal("No registered interface is called 'IOders'. Known are: A.IJobs, B.IJobs, IInner, IOrders, Shop.IOrders.", problem.Message);
    }

    [Fact]
    public void What_no_entry_changes_stays_to_the_byte()
    {
        var operation = Operation("price-order:live");
        foreach (var client in new LambdaClientOverride[]
        {
            new() { Methods = { ["OtherAsync"] = new() { Qualifier = "test" } } },
            new() { Qualifier = "live" },
            new() { Function = "price-order" },
            new(),
        })
        {
            var options = Options(o => o.Clients["IOrders"] = client);
            Assert.Same(operation, new OverrideResolver(options).Resolve(operation));
        }
        var timed = new OverrideResolver(Options(o => o.Clients["IOrders"] = new() { TimeoutMilliseconds = 5 })).Resolve(operation);
        Assert.Contains("create_lambda_function_arn('price-order:live')", timed.Sql);
    }

    [Theory]
    [InlineData(null, "live")]
    [InlineData("$LATEST", "$LATEST")]
    [InlineData("test", "test")]
    public void A_function_over_a_name_with_a_qualifier_keeps_it_unless_another_is_said(string? said, string expected)
    {
        var options = Options(o => o.Functions.Add(new() { Name = "price-order:live", Function = "price-order-test", Qualifier = said }));
        Assert.Equal(("price-order-test", null, expected, null), Resolve(Operation("price-order:live"), options));
        options = Options(o => o.Functions.Add(new() { Name = "price-order:live", Function = said is null ? "price-order-test" : "price-order-test:" + said }));
        Assert.Equal(("price-order-test", null, expected, null), Resolve(Operation("price-order:live"), options));
    }

    [Fact]
    public void Entries_that_are_null_are_named_and_break_nothing()
    {
        var operation = Operation();
        foreach (var (options, path) in new[]
        {
            (Options(o => o.Functions.Add(null!)), "Functions:0"),
            (Options(o => o.Clients["IOrders"] = null!), "Clients:IOrders"),
            (Options(o => o.Clients["IOrders"] = new() { Methods = { ["PriceAsync"] = null! } }), "Clients:IOrders:Methods:PriceAsync"),
        })
        {
            Assert.Equal(new LambdaConfigurationProblem(path, "The entry is null: leave it out, or say what is otherwise."), Assert.Single(Check(options, operation)));
            Assert.Equal(path, Assert.Throws<LambdaConfigurationException>(() => Resolve(operation, options)).Path);
        }
        Assert.Equal("Functions:0:Name", Assert.Single(Check(Options(o => o.Functions.Add(new() { Name = null! })), operation)).Path);
        Assert.Equal("Interceptors:0", Assert.Single(Check(Options(o => o.Interceptors.Add(null!)), operation)).Path);
    }

    [Fact]
    public void A_client_refuses_an_interceptor_that_is_null() => Assert.Contains("Interceptors[0]", Assert.Throws<ArgumentException>(
        () => new LambdaInvoker(Npgsql.NpgsqlDataSource.Create("Host=nowhere"), Options(o => o.Interceptors.Add(null!)), (_, _) => throw new NotSupportedException())).Message);

    [Theory]
    [InlineData("price order", "'price order' is no function: A space cannot be part of a function name")]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:f:x", "'arn:aws:lambda:us-west-2:<account>:f:x' is no function: 'f' is not a function")]
    [InlineData("arn:aws:lambda:us-west-2: 555555555551:function:x", "'arn:aws:lambda:us-west-2: <account>:function:x' is no function: ' <account>' is not an account")]
    [InlineData("a\nb", "'a\\u000Ab' is no function: U+000A cannot be part")]
    public void A_function_that_is_none_is_quoted(string function, string expected) => Assert.StartsWith(
        expected, Assert.Single(Check(Options(o => o.Functions.Add(new() { Name = "price-order", Function = function })), Operation())).Message);

    [Fact]
    public void A_qualifier_that_is_none_is_quoted()
    {
        const string expected = "'te st' is no qualifier: A space cannot be part of a qualifier here";
        Assert.StartsWith(expected, Assert.Single(Check(Options(o => o.Clients["IOrders"] = new() { Qualifier = "te st" }), Operation())).Message);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => new LambdaCallOptions { Qualifier = "te st" }).Message);
    }
}
