using System.Diagnostics;

namespace PgLambda.Testing.Tests.Functions;

public sealed class JsonWithoutReflectionTests
{
    [Fact]
    public async Task A_process_whose_JSON_may_not_use_reflection_serves_what_has_a_contract_and_says_what_has_none()
    {
        var host = Path.Combine(AppContext.BaseDirectory, "PgLambda.Testing.OrphanHost.dll");
        var ran = await Command.RunAsync(new ProcessStartInfo("dotnet", [host, "json"]), TestContext.Current.CancellationToken);

        Assert.True(ran.ExitCode == 0, ran.Output);
        var lines = ran.Output.TrimEnd().Split('\n');
        Assert.StartsWith("A handler takes or returns Order, and there is no JSON contract for it", lines[0]);
        Assert.Contains("Give LocalLambdaOptions.JsonOptions a TypeInfoResolver", lines[0]);
        Assert.Equal(["""{"a":[1]}""", "\"Hello Ann\"", """{"b":2}""", "3", "[]"], lines[1..6]);
        Assert.Contains("""returned error "Unhandled", details: "{"errorMessage":"no","errorType":"InvalidOperationException","stackTrace":["at """, lines[6]);
        Assert.Equal("""{"a":[1]} {"b":2}""", lines[7]);
    }
}
