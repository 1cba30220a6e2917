using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Pooler;

/// <summary>A database with the functions 'a' and 'b', which answer their name and the number they got, and a PgBouncer with one backend before it.</summary>
public sealed class PoolerFixture : IAsyncLifetime
{
    private LocalLambda? _lambda;
    private PgBouncerServer? _pooler;

    public LocalLambda Lambda => _lambda!;

    /// <summary>How applications connect through PgBouncer.</summary>
    public string ConnectionString => _pooler!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _lambda = await LocalLambda.StartAsync();
        _lambda.Handle("a", (int number) => $"a {number}");
        _lambda.Handle("b", (int number) => $"b {number}");
        _pooler = await PgBouncerServer.StartAsync(_lambda.ConnectionString, backends: 1);
    }

    public async ValueTask DisposeAsync()
    {
        // First, since its backend uses the database.
        if (_pooler is not null)
            await _pooler.DisposeAsync();
        if (_lambda is not null)
            await _lambda.DisposeAsync();
    }
}
