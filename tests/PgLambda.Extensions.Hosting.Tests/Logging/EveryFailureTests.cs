using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PgLambda.Extensions.Hosting.Tests.Logging;

/// <summary>However a call fails, there is one record and one span of it, and no account in the record.</summary>
public sealed partial class EveryFailureTests(HostFixture fixture) : IClassFixture<HostFixture>, IDisposable
{
    private static readonly LambdaCallOptions WithContext = new() { ClientContext = new Circle() };

    private readonly RecordedLogs _logs = new();

    public static TheoryData<string, string> Failures => new()
    {
        { "function", "LambdaFunctionException" },
        { "denied", "LambdaInvokeException" },
        { "nowhere", "LambdaInvokeException" },
        { "command time-out", "LambdaTimeoutException" },
        { "statement_timeout", "LambdaTimeoutException" },
        { "no connection", "LambdaConnectionException" },
        { "no grant", "LambdaPermissionException" },
        { "no extension", "LambdaExtensionMissingException" },
        { "connection lost", "LambdaDatabaseException" },
        { "answer that does not fit", "LambdaResponseException" },
        { "result that cannot be read", "LambdaSerializationException" },
        { "payload that cannot be written", "LambdaSerializationException" },
        { "client context that cannot be written", "LambdaSerializationException" },
        { "options that cannot be", "LambdaConfigurationException" },
        { "bad qualifier", "ArgumentException" },
        { "two qualifiers", "ArgumentException" },
        { "interceptor without outcome", "InvalidOperationException" },
        { "cancelled before", "OperationCanceledException" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Is_logged_once_without_an_account(string failure, string type)
    {
        var connection = new NpgsqlConnectionStringBuilder(await ConnectionStringAsync(failure)) { IncludeErrorDetail = false }.ConnectionString;
        using var host = Build(connection, failure);
        var functions = failure == "options that cannot be" ? Misconfigured(host.Services) : host.Services.GetRequiredService<IFailingFunctions>();
        var error = await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(failure, functions));
        Assert.Equal(type, error.GetType().Name);
        var record = Assert.Single(_logs.Records);
        Assert.Same(error, record.Exception);
        Assert.Equal(failure == "cancelled before" ? "CallCancelled" : error is LambdaException { IsTransient: true } ? "CallFailedForNow" : "CallFailed", record.Id.Name);
        Assert.StartsWith("PgLambda.Extensions.Hosting.Tests.IFailingFunctions.", (string)record.Fields["Method"]!, StringComparison.Ordinal);
        Assert.DoesNotMatch(TwelveDigits(), record.AllFields);
        Assert.DoesNotMatch(TwelveDigits(), record.Exception!.ToString());
        Assert.DoesNotMatch(TwelveDigits(), string.Join('|', record.Exception.Data.Values.Cast<object>()));
    }

    [Fact]
    public void Each_exception_is_among_them() => Assert.Equal(
        typeof(LambdaException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LambdaException))).Select(type => type.Name).Order(StringComparer.Ordinal),
        Failures.Select(row => row.Data.Item2).Where(type => type.StartsWith("Lambda", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("function", "PgLambda.LambdaFunctionException")]
    [InlineData("result that cannot be read", "PgLambda.LambdaSerializationException")]
    [InlineData("payload that cannot be written", "PgLambda.LambdaSerializationException")]
    [InlineData("bad qualifier", "System.ArgumentException")]
    [InlineData("cancelled before", "System.OperationCanceledException")]
    public async Task Is_a_span_with_its_type_and_without_an_account(string failure, string type)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "PgLambda",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using (var host = Build(fixture.Lambda.ConnectionString, failure))
            await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(failure, host.Services.GetRequiredService<IFailingFunctions>()));
        var span = Assert.Single(spans, span => span.TraceId == root.TraceId);
        Assert.Equal(type, span.GetTagItem("error.type"));
        Assert.DoesNotMatch(TwelveDigits(), string.Join('|', span.TagObjects.Select(tag => tag.Value).Append(span.DisplayName)));
    }

    public void Dispose() => _logs.Dispose();

    private static Task CallAsync(string failure, IFailingFunctions functions) => failure switch
    {
        "function" => functions.BoomAsync("x"),
        "denied" => functions.DeniedAsync(),
        "nowhere" => functions.NowhereAsync(),
        "answer that does not fit" => functions.ReadAsync<int>(),
        "result that cannot be read" => functions.ReadAsync<IFormattable>(),
        "payload that cannot be written" => functions.SendAsync(new Circle()),
        "client context that cannot be written" => functions.ChosenAsync(options: WithContext),
        "bad qualifier" => functions.ChosenAsync("a b"),
        "two qualifiers" => functions.ChosenAsync("a", new LambdaCallOptions { Qualifier = "b" }),
        "connection lost" => functions.KillAsync(),
        "command time-out" or "statement_timeout" => functions.WaitAsync(),
        "cancelled before" => functions.ReadAsync<string>(new CancellationToken(canceled: true)),
        _ => functions.ReadAsync<string>(),
    };

    private static IFailingFunctions Misconfigured(IServiceProvider services)
    {
        // Options that no start has checked, with the host's log.
        var options = new LambdaClientOptions { Clients = { ["IFailingFunctions"] = new LambdaClientOverride { Function = "arn:aws:lambda:123456789012:function:reads" } } };
        foreach (var interceptor in services.GetRequiredService<LambdaClientOptions>().Interceptors)
            options.Interceptors.Add(interceptor);
        return new FailingFunctionsClient(services.GetRequiredService<NpgsqlDataSource>(), options);
    }

    private async Task<string> ConnectionStringAsync(string failure)
    {
        var settings = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString);
        switch (failure)
        {
            case "command time-out":
                settings.CommandTimeout = 1;
                break;
            case "statement_timeout":
                settings.Options = "-c statement_timeout=200";
                break;
            case "no connection":
                settings.Port = 1;
                break;
            case "no grant":
                return await fixture.NewRoleAsync();
            case "no extension":
                settings.Database = "postgres";
                break;
            case "connection lost":
                settings.ApplicationName = HostFixture.Killed;
                break;
        }
        return settings.ConnectionString;
    }

    private IHost Build(string connectionString, string failure)
    {
        var builder = Hosts.Create();
        builder.Logging.AddProvider(_logs);
        builder.Services.AddDataSource(connectionString).AddClients(typeof(IFailingFunctions)).AddPgLambda();
        if (failure == "interceptor without outcome")
            builder.Services.AddSingleton<ILambdaInterceptor>(new Silent());
        return builder.Build();
    }

    [GeneratedRegex("(?<![0-9A-Za-z_])[0-9]{12}(?![0-9A-Za-z])")]
    private static partial Regex TwelveDigits();

    private sealed class Silent : ILambdaInterceptor
    {
        public ValueTask<LambdaOutcome> InvokeAsync(LambdaInvocation invocation, LambdaNext next, CancellationToken cancellationToken) => default;
    }
}
