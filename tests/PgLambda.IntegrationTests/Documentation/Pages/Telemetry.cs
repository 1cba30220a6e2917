// Telemetry.cs
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Shop.Telemetry;

public static class Telemetry
{
    public static TracerProviderBuilder AddCalls(this TracerProviderBuilder builder) => builder.AddSource("PgLambda").AddSource("Npgsql");

    public static MeterProviderBuilder AddCalls(this MeterProviderBuilder builder) => builder.AddMeter("PgLambda");
}
