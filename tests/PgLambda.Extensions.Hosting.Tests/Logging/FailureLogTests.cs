using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shop;

namespace PgLambda.Extensions.Hosting.Tests.Logging;

/// <summary>What is written down of calls that fail, and what never is.</summary>
public sealed class FailureLogTests(HostFixture fixture) : IClassFixture<HostFixture>, IDisposable
{
    private readonly RecordedLogs _logs = new();

    [Fact]
    public async Task A_failure_is_an_error_with_its_exception_and_without_payload_or_account()
    {
        using var host = Build();
        var error = await Assert.ThrowsAsync<LambdaFunctionException>(() => host.Services.GetRequiredService<ITestFunctions>().BoomAsync("secret-7"));
        var record = Assert.Single(_logs.Records);
        Assert.Equal((LogLevel.Error, 1, "CallFailed"), (record.Level, record.Id.Id, record.Id.Name));
        Assert.Same(error, record.Exception);
        Assert.Equal("PgLambda.Extensions.Hosting.Tests.ITestFunctions.BoomAsync", record.Fields["Method"]);
        Assert.Equal("boom", record.Fields["Function"]);
        Assert.Equal("live", record.Fields["Qualifier"]);
        Assert.Equal(FunctionState.Ran, record.Fields["FunctionState"]);
        Assert.DoesNotContain("secret-7", record.AllFields, StringComparison.Ordinal);
        Assert.DoesNotContain("123456789012", record.AllFields, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_might_succeed_later_is_a_warning()
    {
        using var host = Build();
        await Assert.ThrowsAsync<LambdaInvokeException>(() => host.Services.GetRequiredService<ITestFunctions>().BusyAsync());
        var record = Assert.Single(_logs.Records);
        Assert.Equal((LogLevel.Warning, 2, "CallFailedForNow"), (record.Level, record.Id.Id, record.Id.Name));
        Assert.Equal(("busy", "$LATEST"), ((string)record.Fields["Function"]!, (string)record.Fields["Qualifier"]!));
    }

    [Fact]
    public async Task What_the_caller_cancelled_is_no_failure()
    {
        using var host = Build();
        using var source = new CancellationTokenSource();
        var call = host.Services.GetRequiredService<ITestFunctions>().WaitAsync(source.Token);
        await fixture.Waiting.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var record = Assert.Single(_logs.Records);
        Assert.Equal((LogLevel.Debug, 3, "CallCancelled"), (record.Level, record.Id.Id, record.Id.Name));
    }

    [Fact]
    public async Task What_fails_while_items_are_read_is_a_failure_of_the_call()
    {
        using var host = Build();
        await Assert.ThrowsAsync<LambdaResponseException>(async () =>
        {
            await foreach (var _ in host.Services.GetRequiredService<IFailingFunctions>().ReadItemsAsync(TestContext.Current.CancellationToken))
            {
            }
        });
        var record = await _logs.NextAsync();
        Assert.Equal((LogLevel.Error, 1, FunctionState.Ran), (record.Level, record.Id.Id, (FunctionState)record.Fields["FunctionState"]!));
        Assert.Single(_logs.Records);
    }

    [Fact]
    public async Task The_qualifier_of_a_call_is_the_one_that_is_named()
    {
        using var host = Build();
        await Assert.ThrowsAsync<LambdaInvokeException>(() => host.Services.GetRequiredService<ITestFunctions>().ChosenAsync("blue"));
        Assert.Equal("blue", Assert.Single(_logs.Records).Fields["Qualifier"]);
    }

    [Fact]
    public async Task A_call_that_succeeds_leaves_no_record()
    {
        using var host = Build();
        await host.Services.GetRequiredService<IOrderFunctions>().PriceAsync(new Order("A-1", 1), TestContext.Current.CancellationToken);
        Assert.Empty(_logs.Records);
    }

    [Fact]
    public async Task What_is_tried_again_inside_is_logged_once_and_interceptors_stand_in_their_order()
    {
        var seen = new List<string>();
        using var host = Build(services => services
            .AddSingleton<ILambdaInterceptor>(new Noting("first of the container", seen, attempts: 2))
            .AddSingleton<ILambdaInterceptor>(new Noting("second of the container", seen))
            .AddPgLambda(options => options.Interceptors.Add(new Noting("code", seen))));
        await Assert.ThrowsAsync<LambdaInvokeException>(() => host.Services.GetRequiredService<ITestFunctions>().BusyAsync());
        Assert.Equal(["code", "first of the container", "second of the container", "second of the container"], seen);
        Assert.Single(_logs.Records);
    }

    [Fact]
    public async Task A_failure_that_is_not_the_call_s_is_logged_too()
    {
        using var host = Build(services => services.AddSingleton<ILambdaInterceptor>(new Broken()));
        await Assert.ThrowsAsync<NotSupportedException>(() => host.Services.GetRequiredService<ITestFunctions>().BusyAsync());
        var record = Assert.Single(_logs.Records);
        Assert.Equal((LogLevel.Error, 1, FunctionState.Unknown), (record.Level, record.Id.Id, (FunctionState)record.Fields["FunctionState"]!));
    }

    [Fact]
    public async Task What_the_configuration_changes_is_said_once_for_each_method()
    {
        using var host = Build(services => services.AddPgLambda(options => options.Clients["IOrderFunctions"] = new LambdaClientOverride
        {
            Methods = { ["PriceAsync"] = new LambdaOverride { Function = "arn:aws:lambda:us-west-2:123456789012:function:price-order-test", Qualifier = "test", TimeoutMilliseconds = 5000 } },
        }));
        var functions = host.Services.GetRequiredService<IOrderFunctions>();
        for (var i = 0; i < 2; i++)
            Assert.Equal("price-order-test", (await functions.PriceAsync(new Order("A-1", 1), TestContext.Current.CancellationToken)).Currency);
        var record = Assert.Single(_logs.Records);
        Assert.Equal((LogLevel.Debug, 4, "CallConfigured"), (record.Level, record.Id.Id, record.Id.Name));
        Assert.Equal("Shop.IOrderFunctions.PriceAsync calls Lambda function price-order-test in region us-west-2, qualifier test, time-out 5000 ms: so the options say.", record.Message);
        Assert.Equal(
            ("Shop.IOrderFunctions.PriceAsync", "price-order-test", "us-west-2", "test", 5000),
            (record.Fields["Method"], record.Fields["Function"], record.Fields["Region"], record.Fields["Qualifier"], record.Fields["TimeoutMilliseconds"]));
        Assert.DoesNotContain("123456789012", record.AllFields, StringComparison.Ordinal);
    }

    public static TheoryData<LambdaOverride, string> Changes => new()
    {
        { new() { Qualifier = "test" }, "price-order, qualifier test" },
        { new() { Region = "eu-west-1" }, "price-order in region eu-west-1" },
        { new() { TimeoutMilliseconds = 5000 }, "price-order, time-out 5000 ms" },
        { new() { Function = "other" }, "other" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_is_not_there_is_not_said(LambdaOverride change, string expected)
    {
        using var host = Build(services => services.AddPgLambda(options => options.Clients["IOrderFunctions"] = new LambdaClientOverride { Methods = { ["PriceAsync"] = change } }));
        _ = host.Services.GetRequiredService<LambdaClientOptions>();
        var record = Assert.Single(_logs.Records);
        Assert.Equal($"Shop.IOrderFunctions.PriceAsync calls Lambda function {expected}: so the options say.", record.Message);
        Assert.Equal((change.Region, change.Qualifier, change.TimeoutMilliseconds), (record.Fields["Region"], record.Fields["Qualifier"], record.Fields["TimeoutMilliseconds"]));
    }

    [Fact]
    public void A_method_that_no_option_changes_is_not_said_to_be()
    {
        // Its function's name holds a qualifier; one entry is another method's, the other says what is so anyway.
        using var host = Build(services => services.AddPgLambda(options => options.Clients["ITestFunctions"] = new LambdaClientOverride
        {
            Methods = { ["BusyAsync"] = new LambdaOverride { TimeoutMilliseconds = 5 }, ["BoomAsync"] = new LambdaOverride { Qualifier = "live" } },
        }));
        _ = host.Services.GetRequiredService<LambdaClientOptions>();
        Assert.Equal("PgLambda.Extensions.Hosting.Tests.ITestFunctions.BusyAsync", Assert.Single(_logs.Records).Fields["Method"]);
    }

    public void Dispose() => _logs.Dispose();

    private IHost Build(Action<IServiceCollection>? configure = null)
    {
        var builder = Hosts.Create();
        builder.Logging.AddProvider(_logs);
        builder.Services.AddDataSource(fixture.Lambda.ConnectionString, b => b.UsePgLambda()).AddClients(typeof(IOrderFunctions), typeof(ITestFunctions)).AddPgLambda();
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    private sealed class Noting(string name, List<string> seen, int attempts = 1) : ILambdaInterceptor
    {
        public async ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken)
        {
            seen.Add(name);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await next(invocation, cancellationToken);
                }
                catch (LambdaException) when (attempt < attempts)
                {
                }
            }
        }
    }

    private sealed class Broken : ILambdaInterceptor
    {
        public ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken) => throw new NotSupportedException("broken");
    }
}
