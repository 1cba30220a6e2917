using Microsoft.Extensions.Diagnostics.HealthChecks;
using PgLambda;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the health check of calls through PostgreSQL.</summary>
public static class PgLambdaHealthChecksBuilderExtensions
{
    /// <summary>
    /// Checks each data source that a registered client calls on (the one without a key, where none is registered): that it connects, that the extension <c>aws_lambda</c> is there, that the role
    /// may use it, and that no time limit ends a call before the method's own time-out does. It asks the database once, and runs no function. What makes calls fail is
    /// reported as <paramref name="failureStatus"/>, the rest as <see cref="HealthStatus.Degraded"/>; the description says what to do, and names no account.
    /// </summary>
    /// <param name="builder">The health checks to add to.</param>
    /// <param name="name">The check's name. Default: <c>lambda</c>.</param>
    /// <param name="configure">Asks for more: see <see cref="LambdaHealthCheckOptions"/>.</param>
    /// <param name="failureStatus">What to report where calls fail. Default: null, which stands for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to filter checks by. Default: none.</param>
    /// <param name="timeout">How long the check may take. Default: null, no limit but the connection string's.</param>
    public static IHealthChecksBuilder AddLambda(
        this IHealthChecksBuilder builder, string name = "lambda", Action<LambdaHealthCheckOptions>? configure = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var options = new LambdaHealthCheckOptions();
        configure?.Invoke(options);
        return builder.Add(new HealthCheckRegistration(name, services => new LambdaHealthCheck(services, options), failureStatus, tags, timeout));
    }
}
