using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PgLambda;

/// <summary>
/// The span and the measured time of one attempt, by the names of OpenTelemetry's FaaS conventions; Npgsql's own span is the child. Where nobody listens, nothing
/// is allocated. See <see href="https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/"/>.
/// </summary>
internal readonly struct CallTelemetry
{
    private const string Name = "PgLambda";

    private static readonly string? Version = typeof(CallTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Histogram<double> Duration = CreateDuration(new Meter(Name, Version));

    private readonly LambdaTarget? _target;
    private readonly Activity? _activity;
    private readonly long _started;

    private CallTelemetry(LambdaTarget target)
    {
        _target = target;
        // Nothing is known of the function but its name: whoever samples gets what there is.
        _activity = Source.HasListeners() ? Source.StartActivity(ActivityKind.Client, tags: Tags(target, null), name: target.Name.Name) : null;
        _started = Duration.Enabled ? Stopwatch.GetTimestamp() : 0;
    }

    public static CallTelemetry Start(LambdaTarget target) => Source.HasListeners() || Duration.Enabled ? new CallTelemetry(target) : default;

    /// <summary>Ends the attempt.</summary>
    /// <param name="exception">Why it failed, or null.</param>
    public void End(Exception? exception)
    {
        if (_target is null)
            return;
        var error = exception?.GetType().FullName;
        if (_started != 0)
            Duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, Tags(_target, error));
        if (_activity is null)
            return;
        if (error is not null)
            _activity.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        _activity.Dispose();
    }

    private static TagList Tags(LambdaTarget target, string? error)
    {
        var tags = new TagList
        {
            { "faas.invoked_name", target.Name.Name },
            { "faas.invoked_provider", "aws" },
        };
        // Elsewhere it is the database instance's own, which is not known here.
        if (target.EffectiveRegion is { } region)
            tags.Add("faas.invoked_region", region);
        if (error is not null)
            tags.Add("error.type", error);
        return tags;
    }

    private static Histogram<double> CreateDuration(Meter meter)
    {
        const string name = "pglambda.client.invocation.duration", unit = "s", description = "Duration of calls of AWS Lambda functions through PostgreSQL.";
#if NET9_0_OR_GREATER
        return meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300, 900],
        });
#else
        // There is no advice on the buckets in what this is compiled against.
        return meter.CreateHistogram<double>(name, unit, description);
#endif
    }
}
