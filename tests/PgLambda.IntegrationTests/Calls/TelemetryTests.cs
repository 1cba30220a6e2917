using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace PgLambda.IntegrationTests.Calls;

/// <summary>Span and histogram, by the names of OpenTelemetry's FaaS conventions, as an exporter gets them.</summary>
public sealed class TelemetryTests(CallFunctions fixture) : IClassFixture<CallFunctions>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_a_client_span_with_Npgsqls_as_its_child()
    {
        var spans = await CollectAsync(client => client.SaysInBlueAsync("a", cancellationToken: Token));
        var span = Assert.Single(spans, span => span.Source.Name == "PgLambda");
        Assert.Equal(("says", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal([new("faas.invoked_name", "says"), new("faas.invoked_provider", "aws")], span.TagObjects);
        Assert.Contains(spans, child => child.Source.Name == "Npgsql" && child.ParentSpanId == span.SpanId);
    }

    [Fact]
    public async Task A_known_region_and_a_failure_are_in_it()
    {
        var spans = await CollectAsync(
            client => Assert.ThrowsAsync<LambdaFunctionException>(() => client.FailsAsync("a", Token)),
            options => options.Clients["ICallFunctions"] = new() { Region = "us-west-2" });
        var span = Assert.Single(spans, span => span.Source.Name == "PgLambda");
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(
            [new("faas.invoked_name", "fails"), new("faas.invoked_provider", "aws"), new("faas.invoked_region", "us-west-2"), new("error.type", "PgLambda.LambdaFunctionException")],
            span.TagObjects);
        Assert.Empty(span.Events);
    }

    [Fact]
    public async Task The_histogram_has_the_same_attributes_and_the_buckets()
    {
        var metrics = new List<Metric>();
        using (var provider = Sdk.CreateMeterProviderBuilder().AddMeter("PgLambda").AddInMemoryExporter(metrics).Build())
        {
            await Assert.ThrowsAsync<LambdaFunctionException>(() => fixture.Client().FailsAsync("a", Token));
            Assert.True(provider.ForceFlush());
        }
        var duration = metrics.First(metric => metric.Name == "pglambda.client.invocation.duration");
        Assert.Equal("s", duration.Unit);
        var points = new List<(Dictionary<string, object?> Tags, int Buckets)>();
        foreach (ref readonly var point in duration.GetMetricPoints())
        {
            var tags = new Dictionary<string, object?>();
            foreach (var tag in point.Tags)
                tags[tag.Key] = tag.Value;
            var buckets = 0;
            foreach (var _ in point.GetHistogramBuckets())
                buckets++;
            points.Add((tags, buckets));
        }
        var failed = Assert.Single(points, point => Equals(point.Tags.GetValueOrDefault("faas.invoked_name"), "fails"));
        Assert.Equal("PgLambda.LambdaFunctionException", failed.Tags["error.type"]);
        Assert.Equal("aws", failed.Tags["faas.invoked_provider"]);
#if NET9_0_OR_GREATER
        Assert.Equal(19, failed.Buckets);
#endif
    }

    [Fact]
    public async Task The_trace_goes_to_the_function_where_it_is_asked_for()
    {
        using var listener = Listen();
        using var parent = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var client = fixture.Client(options => options.PropagateTraceContext = true);
        var without = await client.SaysWithContextAsync("a", null, cancellationToken: Token);
        Assert.Contains(parent.TraceId.ToString(), without.Context);
        Assert.DoesNotContain(parent.SpanId.ToString(), without.Context);
        var with = await client.SaysWithContextAsync("a", new Trace(new() { ["id"] = "1" }, "test"), cancellationToken: Token);
        Assert.Matches("^\\{\"env\":\"test\",\"custom\":\\{\"id\":\"1\",\"traceparent\":\"00-" + parent.TraceId + "-[0-9a-f]{16}-0[01]\"", with.Context);
        Assert.Null((await fixture.Client().SaysWithContextAsync("a", null, cancellationToken: Token)).Context);
    }

    [Fact]
    public async Task A_trace_for_which_there_is_no_room_is_left_out_and_the_callers_own_field_holds()
    {
        using var parent = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var client = fixture.Client(options => options.PropagateTraceContext = true);
        var full = await client.SaysWithContextAsync("a", new Trace(new() { ["id"] = new string('x', 2_630) }), cancellationToken: Token);
        Assert.DoesNotContain("traceparent", full.Context);
        var own = await client.SaysWithContextAsync("a", new Trace(new() { ["traceparent"] = "mine" }), cancellationToken: Token);
        Assert.Contains("\"traceparent\":\"mine\"", own.Context);
        Assert.DoesNotContain(parent.TraceId.ToString(), own.Context);
    }

    [Fact]
    public async Task An_event_carries_no_trace()
    {
        using var parent = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var text = Guid.NewGuid().ToString();
        await fixture.Client(options => options.PropagateTraceContext = true).SaysLaterAsync(text, cancellationToken: Token);
        Assert.Null(Assert.Single(fixture.Lambda.Calls, call => call.PayloadText.Contains(text, StringComparison.Ordinal)).ClientContext);
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener { ShouldListenTo = source => source.Name == "PgLambda", Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private async Task<List<Activity>> CollectAsync(Func<ICallFunctions, Task> call, Action<LambdaClientOptions>? configure = null)
    {
        var spans = new List<Activity>();
        // Other classes call at the same time: only what belongs to this trace counts.
        using var root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        root.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        using (Sdk.CreateTracerProviderBuilder().AddSource("PgLambda", "Npgsql").AddInMemoryExporter(spans).Build())
            await call(fixture.Client(configure));
        return [.. spans.Where(span => span.TraceId == root.TraceId)];
    }
}
