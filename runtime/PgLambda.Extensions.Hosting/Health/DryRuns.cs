using Dapper;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Asks Lambda whether functions could be called, without running them.</summary>
internal static class DryRuns
{
    private static readonly RawJson Payload = RawJson.Parse("{}");

    /// <param name="dataSource">The data source.</param>
    /// <param name="options">What the environment has otherwise.</param>
    /// <param name="operations">What the data source's clients call.</param>
    /// <param name="findings">Where failures are written down.</param>
    /// <param name="about">How a sentence begins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task CheckAsync(
        NpgsqlDataSource dataSource, LambdaClientOptions options, IEnumerable<LambdaOperation> operations, Findings findings, string about, CancellationToken cancellationToken)
    {
        // The probe is nobody's call: what counts, repeats or logs calls has no business with it.
        var invoker = new LambdaInvoker(dataSource, new LambdaClientOptions(), static (connection, command) => connection.ExecuteReaderAsync(command));
        // Which version a caller will choose is not known.
        var functions = operations.Where(operation => !operation.Sql.Contains("qualifier => $", StringComparison.Ordinal))
            .Select(operation => (Operation: LambdaOverrides.Resolve(operation, options), Call: LambdaOverrides.Describe(operation, options)))
            .DistinctBy(function => (function.Call.Function, function.Call.Region, function.Call.Qualifier));
        foreach (var (operation, call) in functions)
        {
            try
            {
                await invoker.InvokeAsync(operation.AsDryRun(), invoker.Payload(Payload), cancellationToken).ConfigureAwait(false);
            }
            catch (LambdaException exception)
            {
                var shown = $"{ShownCall.Function(call)}{(call.Qualifier is null ? "" : $" (qualifier {call.Qualifier})")}";
                findings.Fail($"{about}Function {shown}, which {ShownCall.Method(call)} calls, could not be called: {Why(exception)}", exception);
            }
        }
    }

    private static string Why(LambdaException exception) => exception switch
    {
        LambdaInvokeException { Reason: LambdaInvokeFailure.AccessDenied } =>
            "the role of the database instance may not invoke it. Allow lambda:InvokeFunction on it in the role's policy, with the qualifier where there is one.",
        LambdaInvokeException { Reason: LambdaInvokeFailure.FunctionNotFound } => "there is none of this name, or no such version or alias, in that region and account.",
        LambdaInvokeException { Reason: LambdaInvokeFailure.EndpointUnreachable } =>
            "Lambda's endpoint does not answer. The database instance needs a way to it on port 443: a NAT gateway or a VPC endpoint, its DNS, and a security group that lets it out.",
        LambdaInvokeException { Reason: LambdaInvokeFailure.Throttled } => "Lambda throttles it. Raise the concurrency of the function or of the account.",
        { DetailRedacted: true } => "Npgsql withholds why. Let the data source say it: UsePgLambda(), or Include Error Detail=true in its connection string.",
        LambdaConnectionException => "the connection was lost, or could not be had.",
        LambdaTimeoutException => "no answer came before a time limit of the database or the connection.",
        _ => $"{exception.GetType().Name}, which the exception tells more about.",
    };
}
