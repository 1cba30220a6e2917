using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Checks each data source that clients call on. It throws nothing but the cancellation that it was asked for.</summary>
internal sealed class LambdaHealthCheck(IServiceProvider services, LambdaHealthCheckOptions settings) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var findings = new Findings();
        try
        {
            await CheckAsync(findings, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Fail(exception.Message, exception);
        }
        var status = findings.HasFailure ? context.Registration.FailureStatus : findings.HasLimit ? HealthStatus.Degraded : HealthStatus.Healthy;
        return new HealthCheckResult(status, findings.Description, findings.Exception, findings.Data);
    }

    private async Task CheckAsync(Findings findings, CancellationToken cancellationToken)
    {
        var options = services.GetService<LambdaClientOptions>() ?? new LambdaClientOptions();
        var registered = services.GetServices<LambdaClientDescriptor>().ToList();
        RegisteredInterfaces.Tell(options, registered);
        // Which data source a generic interface's clients call on is not known.
        var clients = registered.Where(client => !client.Interface.IsGenericTypeDefinition).ToLookup(client => client.DataSourceKey);
        // Clients that are registered by hand call on the data source without a key.
        var keys = clients.Count == 0 ? [null] : clients.Select(group => group.Key);
        foreach (var key in keys)
        {
            var operations = clients[key].SelectMany(client => client.Operations).ToList();
            await CheckAsync(key, operations, options, findings, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(string? key, List<LambdaOperation> operations, LambdaClientOptions options, Findings findings, CancellationToken cancellationToken)
    {
        var (about, prefix) = key is null ? ("", "") : ($"Data source '{key}': ", $"{key}:");
        if ((key is null ? services.GetService<NpgsqlDataSource>() : services.GetKeyedService<NpgsqlDataSource>(key)) is not { } dataSource)
        {
            findings.Fail($"{about}No NpgsqlDataSource is registered{(key is null ? "" : " with this service key")}. Add services.AddNpgsqlDataSource(connectionString{(key is null ? "" : $", serviceKey: \"{key}\"")}).");
            return;
        }
        var calls = operations.ConvertAll(operation => LambdaOverrides.Describe(operation, options));
        try
        {
            // As each client does: it refuses some connection strings.
            _ = new LambdaInvoker(dataSource, options, static (_, _) => throw new NotSupportedException());
            var state = await DatabaseState.ReadAsync(dataSource, cancellationToken).ConfigureAwait(false);
            new DatabaseChecks(findings, about, prefix).Judge(state, calls);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Fail($"{about}{(exception is NpgsqlException ? "The database could not be asked" : "No client can be made")}: {exception.Message}", exception);
            return;
        }
        if (settings.DryRun && !findings.HasFailure)
            await DryRuns.CheckAsync(dataSource, options, operations, findings, about, cancellationToken).ConfigureAwait(false);
    }
}
