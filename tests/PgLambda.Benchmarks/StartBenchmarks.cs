using BenchmarkDotNet.Attributes;
using PgLambda.Testing;

namespace PgLambda.Benchmarks;

/// <summary>From nothing to the first answered invoke, and the same for a second test class on a server that runs.</summary>
[InvocationCount(1, unrollFactor: 1), WarmupCount(2), IterationCount(10)]
public class Start
{
    [GlobalSetup]
    public async Task SetUp()
    {
        await using var first = await LocalLambda.StartAsync();
        await CallAsync(first);
    }

    [Benchmark]
    public async Task PrivateClusterToFirstAnswer()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = cluster.ConnectionString });
        await CallAsync(lambda);
    }

    [Benchmark]
    public async Task SecondTestClassToFirstAnswer()
    {
        await using var lambda = await LocalLambda.StartAsync();
        await CallAsync(lambda);
    }

    private static async Task CallAsync(LocalLambda lambda)
    {
        lambda.Handle("echo", (string text) => text);
        await using var command = lambda.DataSource.CreateCommand("SELECT payload FROM aws_lambda.invoke('echo', '\"x\"'::json)");
        await command.ExecuteScalarAsync();
    }
}
