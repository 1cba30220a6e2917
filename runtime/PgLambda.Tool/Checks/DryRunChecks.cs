using System.Diagnostics;
using System.Globalization;
using Dapper;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda.Tool;

/// <summary>Asks Lambda, through the database, whether each function could be called: DryRun runs none of them.</summary>
internal static class DryRunChecks
{
    private static readonly RawJson Payload = RawJson.Parse("{}");

    public static async IAsyncEnumerable<Check> RunAsync(NpgsqlDataSource dataSource, IEnumerable<ManifestMethod> methods, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var invoker = new LambdaInvoker(dataSource, new LambdaClientOptions(), static (connection, command) => connection.ExecuteReaderAsync(command));
        foreach (var method in methods.DistinctBy(method => (method.Target.Name.WithoutQualifier(), method.Target.EffectiveRegion, method.Qualifier)))
        {
            var id = $"dry-run:{method.Target.Name.Name}{(method.Qualifier is null ? "" : ":" + method.Qualifier)}";
            if (method.ChoosesQualifier)
            {
                yield return new Check(id, CheckStatus.Skip, $"Which version of {method.Target.Name.Text} {method.Shown} calls is chosen at run time.");
                continue;
            }
            yield return await RunAsync(invoker, id, method, cancellationToken);
        }
    }

    private static async Task<Check> RunAsync(LambdaInvoker invoker, string id, ManifestMethod method, CancellationToken cancellationToken)
    {
        var sql = new InvokeSql(method.Target, InvocationType.DryRun, LogType.None, HasContext: false) { TimeoutMilliseconds = method.TimeoutMilliseconds };
        var operation = new LambdaOperation(method.Interface, method.Method, sql.Compose());
        var began = Stopwatch.GetTimestamp();
        try
        {
            await invoker.InvokeForResultAsync(operation, invoker.Payload(Payload), cancellationToken);
            return new(id, CheckStatus.Pass, $"{method.Target.Name.Text} may be called; asking took {Stopwatch.GetElapsedTime(began).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms.");
        }
        catch (LambdaException exception)
        {
            return new(id, CheckStatus.Fail, AccountIds.Mask(exception.Message.ReplaceLineEndings(" ")));
        }
    }
}
