using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>Operations as generated clients hold them.</summary>
internal static class Calls
{
    public static LambdaOperation Operation(string function, string? region = null, string? qualifier = null, InvocationType invocation = InvocationType.RequestResponse) =>
        new("IOrders", "PriceAsync", new InvokeSql(LambdaTarget.Parse(function, region, qualifier), invocation, LogType.None, HasContext: false).Compose());
}
