using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PgLambda.CompilerServices;
using Shop;

namespace PgLambda.Extensions.Hosting.Tests.Configuration;

/// <summary>What a section says, and what it cannot say. Whatever is wrong ends the start of the host.</summary>
public sealed class SectionTests
{
    private const string In = "PgLambda:Clients:IOrderFunctions";

    public static TheoryData<string, string[]> Wrong => new()
    {
        { """{ "Timeout": 5 }""", ["PgLambda:Timeout: 'Timeout' is no key that is known here. Known are: Functions, Clients, PropagateTraceContext, PrepareStatements, RequireErrorDetail."] },
        { """{ "PrepareStatements": "yes" }""", ["PgLambda:PrepareStatements: 'yes' is neither true nor false."] },
        { """{ "PropagateTraceContext": { "On": true } }""", ["PgLambda:PropagateTraceContext: A section with keys of its own (On) stands where a value is expected."] },
        { """{ "RequireErrorDetail": 1 }""", ["PgLambda:RequireErrorDetail: '1' is neither true nor false."] },
        { """{ "Functions": "price-order" }""", ["PgLambda:Functions: 'price-order' stands where a section with keys of its own is expected."] },
        { """{ "Functions": [ "price-order" ] }""", ["PgLambda:Functions:0: 'price-order' stands where a section with keys of its own is expected."] },
        { """{ "Functions": { "price-order": { "Qualifier": "test" } } }""", ["PgLambda:Functions:price-order: Functions are a list of entries with a Name, and 'price-order' is no place in a list."] },
        { """{ "Functions": [ { "Function": "x" } ] }""", ["PgLambda:Functions:0:Name: The entry has no Name: the function that it is about, as the attribute has it."] },
        { """{ "Functions": [ { "Name": "price-order", "Alias": "x" } ] }""", ["PgLambda:Functions:0:Alias: 'Alias' is no key that is known here. Known are: Function, Region, Qualifier, TimeoutMilliseconds, Name."] },
        { """{ "Functions": [ { "Name": "prise-order" } ] }""", ["PgLambda:Functions:0:Name: No registered method calls 'prise-order', as it is written there. Known are: price-order, ship-order."] },
        { """{ "Functions": [ { "Name": "price-order" }, { "Name": "price-order" } ] }""", ["PgLambda:Functions:1:Name: 'price-order' is there twice."] },
        { """{ "Functions": [ { "Name": "price-order", "Function": "price order" } ] }""", ["PgLambda:Functions:0:Function: 'price order' is no function: A space cannot be part of a function name; expected 1 to 64 of A-Z a-z 0-9 - _."] },
        { """{ "Clients": "all" }""", ["PgLambda:Clients: 'all' stands where a section with keys of its own is expected."] },
        { """{ "Clients": { "IOrderFunctions": "x" } }""", [$"{In}: 'x' stands where a section with keys of its own is expected."] },
        { """{ "Clients": { "IOrderFunctions": { "Name": "x" } } }""", [$"{In}:Name: 'Name' is no key that is known here. Known are: Function, Region, Qualifier, TimeoutMilliseconds, Methods."] },
        { """{ "Clients": { "IOrdersFunctions": { "Qualifier": "x" } } }""", ["PgLambda:Clients:IOrdersFunctions: No registered interface is called 'IOrdersFunctions'. Known are: IOrderFunctions."] },
        { """{ "Clients": { "IOrderFunctions": { "Qualifier": { "Test": "x" } } } }""", [$"{In}:Qualifier: A section with keys of its own (Test) stands where a value is expected."] },
        { """{ "Clients": { "IOrderFunctions": { "Region": "us-wst" } } }""", [$"{In}:Region: 'us-wst' is not a region; did you mean 'us-west-1'?"] },
        { """{ "Clients": { "IOrderFunctions": { "Methods": [ "PriceAsync" ] } } }""", [$"{In}:Methods:0: 'PriceAsync' stands where a section with keys of its own is expected."] },
        { """{ "Clients": { "IOrderFunctions": { "Methods": { "Price": { } } } } }""", [$"{In}:Methods:Price: The interface has no method 'Price' that calls a function. It has: PriceAsync, ShipAsync."] },
        { """{ "Clients": { "IOrderFunctions": { "Methods": { "Price": { "Qualifier": "x" } } } } }""", [$"{In}:Methods:Price: The interface has no method 'Price' that calls a function. It has: PriceAsync, ShipAsync."] },
        { """{ "Clients": { "IOrderFunctions": { "Methods": { "PriceAsync": { "Methods": { "X": { } } } } } } }""", [$"{In}:Methods:PriceAsync:Methods: 'Methods' is no key that is known here. Known are: Function, Region, Qualifier, TimeoutMilliseconds."] },
        { """{ "Clients": { "IOrderFunctions": { "Methods": { "PriceAsync": { "TimeoutMilliseconds": "5 s" } } } } }""", [$"{In}:Methods:PriceAsync:TimeoutMilliseconds: '5 s' is no whole number of milliseconds from 1 to 900000."] },
        { """{ "Clients": { "IOrderFunctions": { "Methods": { "PriceAsync": { "TimeoutMilliseconds": 99999999999 } } } } }""", [$"{In}:Methods:PriceAsync:TimeoutMilliseconds: '99999999999' is no whole number of milliseconds from 1 to 900000."] },
        { """{ "Clients": { "IOrderFunctions": { "Methods": { "priceasync": { "TimeoutMilliseconds": 900001 } } } } }""", [$"{In}:Methods:priceasync:TimeoutMilliseconds: A time-out is 1 to 900000 milliseconds, not 900001."] },
        { """{ "Clients": { "IOrderFunctions": { "Function": "price-order:live", "Qualifier": "test" } } }""", [$"{In}:Qualifier: The qualifier is 'test', and Function says ':live'; keep one of them."] },
        { """{ "Clients": { "IOrderFunctions": { "Function": "arn:aws:lambda:us-west-2:123456789012:function:f", "Region": "eu-west-1" } } }""", [$"{In}:Region: The region is 'eu-west-1', and the ARN of the function says 'us-west-2'; keep one of them."] },
        { """{ "Functions": [ { "Name": "123456789012:function:f", "Qualifier": "x" } ] }""", ["PgLambda:Functions:0:Name: No registered method calls '<account>:function:f', as it is written there. Known are: price-order, ship-order."] },
        { """{ "Clients": { "IOrderFunctions": { "Function": "arn:aws:lambda:123456789012:function:f" } } }""", [$"{In}:Function: 'arn:aws:lambda:<account>:function:f' is no function: '<account>' is not a region; expected one such as 'us-west-2'."] },
        {
            """{ "PrepareStatements": "on", "Functions": [ { } , { "Name": "x", "TimeoutMilliseconds": "y" } ], "Clients": { "IOrderFunctions": { "Qualifier": "a b", "Retries": 3 } } }""",
            [
                "PgLambda:PrepareStatements: 'on' is neither true nor false.",
                "PgLambda:Functions:0:Name: The entry has no Name: the function that it is about, as the attribute has it.",
                "PgLambda:Functions:1:TimeoutMilliseconds: 'y' is no whole number of milliseconds from 1 to 900000.",
                $"{In}:Retries: 'Retries' is no key that is known here. Known are: Function, Region, Qualifier, TimeoutMilliseconds, Methods.",
                "PgLambda:Functions:1:Name: No registered method calls 'x', as it is written there. Known are: price-order, ship-order.",
                $"{In}:Qualifier: 'a b' is no qualifier: A space cannot be part of a qualifier here; expected $LATEST, a version number or an alias (1 to 128 of A-Z a-z 0-9 - _).",
            ]
        },
        { "\"text\"", ["PgLambda: 'text' stands where a section with keys of its own is expected."] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Each_mistake_is_named_by_its_path_when_the_host_starts(string section, string[] failures)
    {
        using var host = Build($$"""{ "PgLambda": {{section}} }""");
        Assert.Equal(failures.Order(StringComparer.Ordinal), (await FailuresAsync(host)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "PgLambda": null }""")]
    [InlineData("""{ "PgLambda": { } }""")]
    [InlineData("""{ "PgLambda": { "Functions": [ ], "Clients": { }, "PrepareStatements": null } }""")]
    [InlineData("""{ "PgLambda": { "Clients": { "IOrderFunctions": { "Qualifier": "", "TimeoutMilliseconds": null, "Methods": { } } } } }""")]
    public async Task What_says_nothing_changes_nothing(string json)
    {
        using var host = Build(json);
        Assert.Empty(await FailuresAsync(host));
        var options = host.Services.GetRequiredService<LambdaClientOptions>();
        Assert.False(options.PrepareStatements || options.PropagateTraceContext || options.RequireErrorDetail);
        Assert.Empty(options.Functions);
        Assert.All(options.Clients.Values, client => Assert.Equal((null, null), (client.Qualifier, client.TimeoutMilliseconds)));
    }

    [Fact]
    public async Task Everything_that_can_be_said()
    {
        using var host = Build(
            """
            { "PgLambda": {
              "propagateTraceContext": true, "PrepareStatements": "True", "RequireErrorDetail": true,
              "Functions": [ { "name": "price-order", "Function": "f", "Region": "eu-west-1", "Qualifier": "q", "TimeoutMilliseconds": 1 } ],
              "Clients": { "Shop.IOrderFunctions": { "Function": "g", "Region": "eu-west-2", "Qualifier": "r", "TimeoutMilliseconds": 2,
                "Methods": { "ShipAsync": { "Function": "h", "Region": "eu-west-3", "Qualifier": "s", "TimeoutMilliseconds": 900000 } } } } } }
            """);
        Assert.Empty(await FailuresAsync(host));
        var options = host.Services.GetRequiredService<LambdaClientOptions>();
        Assert.True(options.PropagateTraceContext && options.PrepareStatements && options.RequireErrorDetail);
        Assert.Equal(("price-order", "f", "eu-west-1", "q", 1), (options.Functions[0].Name, options.Functions[0].Function, options.Functions[0].Region, options.Functions[0].Qualifier, options.Functions[0].TimeoutMilliseconds));
        var client = options.Clients["Shop.IOrderFunctions"];
        Assert.Equal(("g", "eu-west-2", "r", 2), (client.Function, client.Region, client.Qualifier, client.TimeoutMilliseconds));
        var method = client.Methods["ShipAsync"];
        Assert.Equal(("h", "eu-west-3", "s", 900000), (method.Function, method.Region, method.Qualifier, method.TimeoutMilliseconds));
        Assert.Same(options, host.Services.GetRequiredService<IOptions<LambdaClientOptions>>().Value);
    }

    [Fact]
    public async Task Interfaces_of_one_simple_name_are_told_apart_by_their_namespace()
    {
        using var host = Build(
            """{ "PgLambda": { "Clients": { "IOrderFunctions": { "Qualifier": "test" } } } }""", services => services.AddClients(typeof(IOrderFunctions), typeof(Warehouse.IOrderFunctions)));
        Assert.Equal(
            [$"{In}: Several registered interfaces are called 'IOrderFunctions'; write one with its namespace: Shop.IOrderFunctions, Warehouse.IOrderFunctions."], await FailuresAsync(host));
        using var named = Build(
            """{ "PgLambda": { "Clients": { "Warehouse.IOrderFunctions": { "Qualifier": "test" } } } }""", services => services.AddClients(typeof(IOrderFunctions), typeof(Warehouse.IOrderFunctions)));
        Assert.Empty(await FailuresAsync(named));
    }

    [Theory]
    [InlineData("IParcels", "test", null)]
    [InlineData("Warehouse.IParcels", null, "test")]
    public async Task A_name_that_is_one_interface_s_full_name_means_that_one_alone(string key, string? global, string? other)
    {
        using var host = Build($$"""{ "PgLambda": { "Clients": { "{{key}}": { "Qualifier": "test" } } } }""", services => services.AddClients(typeof(IParcels), typeof(Warehouse.IParcels)).AddDataSource("Host=nowhere"));
        Assert.Empty(await FailuresAsync(host));
        Assert.Equal((global, other), (Qualifier<IParcels>(host), Qualifier<Warehouse.IParcels>(host)));
    }

    [Fact]
    public async Task Options_without_the_package_follow_the_same_rule()
    {
        var options = new LambdaClientOptions { Clients = { ["IParcels"] = new() { Qualifier = "test" } } };
        await using var provider = new ServiceCollection().AddDataSource("Host=nowhere").AddSingleton(options).AddClients(typeof(IParcels), typeof(Warehouse.IParcels)).BuildServiceProvider();
        _ = provider.GetRequiredService<ILambdaClientFactory<Warehouse.IParcels>>();
        Assert.Equal((null, "test"), (Qualifier(provider, options, typeof(Warehouse.IParcels)), Qualifier(provider, options, typeof(IParcels))));
    }

    [Theory]
    [InlineData("Warehouse.Shelves+IShelf")]
    [InlineData("Warehouse.Shelves.IShelf")]
    [InlineData("IShelf")]
    public async Task A_nested_interface_by_each_of_its_names(string key)
    {
        using var host = Build($$"""{ "PgLambda": { "Clients": { "{{key}}": { "Qualifier": "test" } } } }""", services => services.AddClients(typeof(Warehouse.Shelves.IShelf)).AddDataSource("Host=nowhere"));
        Assert.Empty(await FailuresAsync(host));
        Assert.Equal("test", Qualifier<Warehouse.Shelves.IShelf>(host));
    }

    [Theory]
    [InlineData("IStock", "PutAsync", null)]
    [InlineData("Warehouse.IStock`1", "PutAsync", null)]
    [InlineData("IStock", "Put", "PgLambda:Clients:IStock:Methods:Put: The interface has no method 'Put' that calls a function. It has: PutAsync.")]
    public async Task A_generic_interface_is_known_though_nobody_knows_for_which_types(string key, string method, string? failure)
    {
        using var host = Build(
            $$"""{ "PgLambda": { "Functions": [ { "Name": "put", "TimeoutMilliseconds": 9 } ], "Clients": { "{{key}}": { "Methods": { "{{method}}": { "Qualifier": "test" } } } } } }""",
            services => services.AddClients(typeof(Warehouse.IStock<>)).AddSingleton<Warehouse.IStock<int>, Warehouse.StockClient<int>>().AddDataSource("Host=nowhere"));
        Assert.Equal(failure is null ? [] : [failure], await FailuresAsync(host));
        if (failure is not null)
            return;
        Assert.NotNull(host.Services.GetRequiredService<Warehouse.IStock<int>>());
        var call = LambdaOverrides.Describe(Assert.Single(Warehouse.StockClient<int>.Operations()), host.Services.GetRequiredService<LambdaClientOptions>());
        Assert.Equal(("test", 9), (call.Qualifier, call.TimeoutMilliseconds));
    }

    [Fact]
    public void The_factory_of_a_generic_interface_says_how_to_make_a_client()
    {
        using var host = Build("{}");
        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetService(typeof(ILambdaClientFactory<Warehouse.IStock<int>>)));
        Assert.Contains("new …Client<…>(connection, transaction, options)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_alone_are_checked_and_nothing_is_made_that_no_entry_names()
    {
        var builder = Hosts.Create("""{ "PgLambda": { "Functions": [ { "Name": "price-order", "Qualifier": "test" } ], "Clients": { "IOrderFunctions": { "TimeoutMilliseconds": 5 } } } }""");
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        var registration = new LambdaClientRegistration(
            builder.Services, (_, _, _) => throw new NotSupportedException(), (_, _, _, _) => throw new NotSupportedException(), _ => throw new NotSupportedException(),
            client => client == 0 ? "Shop.IOrderFunctions\nPriceAsync price-order\nShipAsync ship-order" : "Warehouse.IParcels\nPackAsync pack-order");
        registration.Add(0, typeof(IOrderFunctions), null);
        registration.Add(1, typeof(Warehouse.IParcels), null);
        builder.Services.AddPgLambda(builder.Configuration.GetSection("PgLambda"));
        using var host = builder.Build();
        Assert.Empty(await FailuresAsync(host));
        Assert.NotNull(host.Services.GetRequiredService<LambdaClientOptions>());
        var clients = host.Services.GetServices<LambdaClientDescriptor>();
        Assert.Equal(["price-order", "ship-order", "pack-order"], clients.SelectMany(client => client.Calls).Select(call => call.Function));
    }

    [Fact]
    public async Task Entries_that_code_has_set_to_null_are_named()
    {
        using var host = Build("{}", services => services.AddClients(typeof(IOrderFunctions)).Configure<LambdaClientOptions>(options =>
        {
            options.Functions.Add(null!);
            options.Clients["IOrderFunctions"] = new() { Methods = { ["PriceAsync"] = null! } };
            options.Interceptors.Add(null!);
        }));
        var failures = (await FailuresAsync(host)).ToList();
        Assert.Equal(
            ["Clients:IOrderFunctions:Methods:PriceAsync", "Functions:0", "Interceptors:1"],
            failures.Select(failure => failure[..failure.IndexOf(" (set in code): ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Clients_may_be_registered_after_the_options()
    {
        var builder = Hosts.Create("""{ "PgLambda": { "Clients": { "IOrderFunctions": { "Qualifier": "a b" } } } }""");
        builder.Services.AddPgLambda(builder.Configuration.GetSection("PgLambda"));
        builder.Services.AddClients(typeof(IOrderFunctions));
        using var host = builder.Build();
        Assert.StartsWith($"{In}:Qualifier: ", Assert.Single(await FailuresAsync(host)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_source_takes_back_what_an_earlier_one_says()
    {
        var builder = Hosts.Create("""{ "PgLambda": { "PrepareStatements": true, "Clients": { "IOrderFunctions": { "Qualifier": "test", "TimeoutMilliseconds": 5 } } } }""");
        builder.Configuration.AddInMemoryCollection([new("PgLambda:Clients:iorderfunctions:Qualifier", ""), new("PGLAMBDA:CLIENTS:IOrderFunctions:TIMEOUTMILLISECONDS", "7")]);
        builder.Services.AddClients(typeof(IOrderFunctions)).AddPgLambda(builder.Configuration.GetSection("PgLambda"));
        using var host = builder.Build();
        Assert.Empty(await FailuresAsync(host));
        var client = Assert.Single(host.Services.GetRequiredService<LambdaClientOptions>().Clients.Values);
        Assert.Equal((null, 7), (client.Qualifier, client.TimeoutMilliseconds));
    }

    [Fact]
    public async Task What_code_says_stands_beside_it_and_is_told_apart()
    {
        var builder = Hosts.Create("""{ "PgLambda": { "Functions": [ { "Name": "y" } ], "Clients": { "IOrderFunctions": { "Region": "x y" } } } }""");
        builder.Services.AddClients(typeof(IOrderFunctions))
            .AddPgLambda(options => options.Functions.Add(new LambdaFunctionOverride { Name = "x" }))
            .AddPgLambda(builder.Configuration.GetSection("PgLambda"))
            .Configure<LambdaClientOptions>(options => options.Clients["IOrderFunctions"].Qualifier = "a b");
        using var host = builder.Build();
        var failures = await FailuresAsync(host);
        Assert.Equal(
            ["Functions:0:Name (set in code)", "PgLambda:Functions:0:Name", $"{In}:Region", "Clients:IOrderFunctions:Qualifier (set in code)"],
            failures.Select(failure => failure[..failure.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Code_sets_the_serializer_too()
    {
        var json = new System.Text.Json.JsonSerializerOptions();
        using var host = Build("{}", services => services.AddClients(typeof(IOrderFunctions)).AddPgLambda(options => options.SerializerOptions = json));
        Assert.Empty(await FailuresAsync(host));
        Assert.Same(json, host.Services.GetRequiredService<LambdaClientOptions>().SerializerOptions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Options_that_are_registered_by_themselves_are_an_error(bool before)
    {
        using var host = Build("{}", services =>
        {
            if (before)
                services.AddSingleton(new LambdaClientOptions());
            services.AddPgLambda();
            if (!before)
                services.AddSingleton(new LambdaClientOptions());
        });
        Assert.Contains("beside AddPgLambda", Assert.Single(await FailuresAsync(host)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_the_configuration_is_not_followed()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("PgLambda:PrepareStatements", "true")]).Build();
        await using var provider = new ServiceCollection().AddPgLambda(configuration.GetSection("PgLambda")).BuildServiceProvider();
        var monitor = provider.GetRequiredService<IOptionsMonitor<LambdaClientOptions>>();
        Assert.True(monitor.CurrentValue.PrepareStatements);
        Assert.True(provider.GetRequiredService<LambdaClientOptions>().PrepareStatements);
        configuration["PgLambda:PrepareStatements"] = "false";
        configuration.Reload();
        Assert.True(monitor.CurrentValue.PrepareStatements);
        Assert.True(provider.GetRequiredService<LambdaClientOptions>().PrepareStatements);
    }

    [Fact]
    public async Task A_configuration_of_its_own_has_paths_without_a_prefix()
    {
        var services = new ServiceCollection().AddPgLambda(new ConfigurationBuilder().AddInMemoryCollection([new("Clients:X:Qualifier", "q")]).Build());
        await using var provider = services.BuildServiceProvider();
        // Without a host, whoever asks first finds out.
        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<LambdaClientOptions>);
        Assert.Equal(["Clients:X: No registered interface is called 'X'. Known are: none."], error.Failures);
    }

    private static IHost Build(string json, Action<IServiceCollection>? configure = null)
    {
        var builder = Hosts.Create(json);
        if (configure is null)
            builder.Services.AddClients(typeof(IOrderFunctions));
        else
            configure(builder.Services);
        builder.Services.AddPgLambda(builder.Configuration.GetSection("PgLambda"));
        return builder.Build();
    }

    // What the client's one method calls.
    private static string? Qualifier<T>(IHost host) => Qualifier(host.Services, host.Services.GetRequiredService<LambdaClientOptions>(), typeof(T));

    private static string? Qualifier(IServiceProvider services, LambdaClientOptions options, Type type) =>
        LambdaOverrides.Describe(Assert.Single(services.GetServices<LambdaClientDescriptor>().Single(client => client.Interface == type).Operations), options).Qualifier;

    private static async Task<IEnumerable<string>> FailuresAsync(IHost host)
    {
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }
}
