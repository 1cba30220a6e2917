using System.Diagnostics;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;

namespace PgLambda.Benchmarks;

/// <summary>What telemetry adds to one call, where nobody listens, and where somebody does; without the call itself.</summary>
[MemoryDiagnoser]
public class Telemetry
{
    private static readonly LambdaTarget Target = LambdaTarget.Parse("arn:aws:lambda:us-west-2:123456789012:function:price-order", null, null);
    private static readonly Exception Error = new LambdaFunctionException("no such sku");

    private IDisposable? _listener;

    [GlobalSetup(Target = nameof(Span))]
    public void ListenToSpans() => _listener = Listeners.ToSpans();

    [GlobalSetup(Target = nameof(Histogram))]
    public void ListenToHistogram() => _listener = Listeners.ToHistogram();

    [GlobalCleanup]
    public void StopListening() => _listener?.Dispose();

    [Benchmark(Baseline = true)]
    public void Disabled() => CallTelemetry.Start(Target).End(null);

    [Benchmark]
    public void DisabledAndFailed() => CallTelemetry.Start(Target).End(Error);

    [Benchmark]
    public void Span() => CallTelemetry.Start(Target).End(null);

    [Benchmark]
    public void Histogram() => CallTelemetry.Start(Target).End(null);
}

/// <summary>Those who listen, as a program has them that exports everything, and do nothing with what they hear.</summary>
internal static class Listeners
{
    public static IDisposable ToSpans()
    {
        var listener = new ActivityListener { ShouldListenTo = static source => source.Name == "PgLambda", Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    public static IDisposable ToHistogram()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "PgLambda")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.Start();
        return listener;
    }
}
