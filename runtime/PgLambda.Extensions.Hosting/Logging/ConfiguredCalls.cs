using Microsoft.Extensions.Logging;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Says once what an environment has otherwise than the attributes.</summary>
internal static class ConfiguredCalls
{
    public static void Log(LambdaClientOptions options, IEnumerable<LambdaClientDescriptor> clients, ILogger logger)
    {
        if (options.Functions.Count + options.Clients.Count == 0 || !logger.IsEnabled(LogLevel.Debug))
            return;
        var none = new LambdaClientOptions();
        foreach (var operation in clients.SelectMany(client => client.Operations))
        {
            var call = LambdaOverrides.Describe(operation, options);
            if (call != LambdaOverrides.Describe(operation, none))
                logger.CallConfigured(ShownCall.Method(call), ShownCall.Function(call), call.Region ?? "the database's own", ShownCall.Qualifier(call.Qualifier), call.TimeoutMilliseconds);
        }
    }
}
