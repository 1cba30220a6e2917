using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Interceptors;

/// <summary>A real PostgreSQL with the stand-in, and the functions that <see cref="IRetriedFunctions"/> names.</summary>
public sealed class RetriedFunctions : LocalLambdaFixture
{
    private int _runs;

    /// <summary>How often a function has run.</summary>
    public int Runs => Volatile.Read(ref _runs);

    protected override LocalLambdaOptions CreateOptions() => new() { IncludeErrorDetail = true };

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("ship", (string sku) => Run(sku, "shipped"));
        lambda.Handle("look-up", (string sku) => Run(sku, "found"));
        return default;
    }

    private string Run(string sku, string what)
    {
        Interlocked.Increment(ref _runs);
        return $"{sku} {what}";
    }
}
