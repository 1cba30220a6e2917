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
        // Making what a client calls has the runtime compile a part of it: not for those that no entry names.
        foreach (var operation in clients.Where(client => client.Calls.Any(call => LambdaOverrides.HasEntries(call, options))).SelectMany(client => client.Operations))
        {
            if (!ReferenceEquals(LambdaOverrides.Resolve(operation, options), operation))
                Log(LambdaOverrides.Describe(operation, options), logger);
        }
    }

    private static void Log(LambdaInvocation call, ILogger logger)
    {
        var (method, function) = (ShownCall.Method(call), ShownCall.Function(call));
        var shown = string.Concat(function, Part(" in region ", call.Region), Part(", qualifier ", call.Qualifier), Part(", time-out ", call.TimeoutMilliseconds is { } milliseconds ? ShownCall.Milliseconds(milliseconds) : null));
        logger.CallConfigured(method, shown, function, call.Region, call.Qualifier, call.TimeoutMilliseconds);
    }

    private static string Part(string what, string? value) => value is null ? "" : what + value;
}
