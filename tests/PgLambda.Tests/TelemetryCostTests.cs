using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PgLambda.Tests;

/// <summary>What telemetry allocates around a call: nothing, where nobody listens.</summary>
public class TelemetryCostTests
{
    private const int Calls = 10_000;

    private static readonly LambdaTarget Target = LambdaTarget.Parse("arn:aws:lambda:us-west-2:555555555555:function:price-order", null, null);
    private static readonly Exception Error = new LambdaFunctionException("no such sku");

    [Fact]
    public void Nothing_where_nobody_listens()
    {
        // What is made once, of each method and by the compiler, is made in the first round.
        Measure();
        Assert.Equal(0, Measure());
    }

    [Fact]
    public void The_same_measurement_sees_a_listener()
    {
        using (var spans = new ActivityListener { ShouldListenTo = static source => source.Name == "PgLambda", Sample = static (ref _) => ActivitySamplingResult.AllData })
        {
            ActivitySource.AddActivityListener(spans);
            Measure();
            Assert.True(Measure() > 0);
        }
        using var values = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "PgLambda")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        var measured = 0;
        values.SetMeasurementEventCallback<double>((_, _, _, _) => measured++);
        values.Start();
        Measure();
        Assert.Equal(2 * Calls, measured);
    }

    private static long Measure()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            CallTelemetry.Start(Target).End(null);
            CallTelemetry.Start(Target).End(Error);
            // Without a trace there is nothing to propagate.
            _ = TraceContext.AddTo(default);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
