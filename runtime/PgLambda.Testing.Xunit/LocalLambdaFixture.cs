using Xunit;

namespace PgLambda.Testing;

/// <summary>
/// A <see cref="LocalLambda"/> for the tests of a class, or of an assembly. Derive from it to name the handlers once, then write
/// <c>public class OrderTests(OrderFunctions fixture) : IClassFixture&lt;OrderFunctions&gt;</c>, or
/// <c>[assembly: AssemblyFixture(typeof(OrderFunctions))]</c>. Fixtures share one private PostgreSQL per process, and each has a database of its own,
/// so that classes run in parallel.
/// </summary>
public class LocalLambdaFixture : IAsyncLifetime
{
    private LocalLambda? _lambda;

    /// <summary>The running stand-in.</summary>
    /// <exception cref="InvalidOperationException">It has not been started: xUnit starts fixtures, a test that makes one itself must not.</exception>
    public LocalLambda Lambda => _lambda ?? throw new InvalidOperationException("The fixture has not been started; let xUnit make it, through IClassFixture<T> or AssemblyFixture.");

    /// <summary>The options to start with. Default: the defaults.</summary>
    protected virtual LocalLambdaOptions CreateOptions() => new();

    /// <summary>Called once after the start: the place for handlers, tables and roles. Default: nothing.</summary>
    /// <param name="lambda">The running stand-in.</param>
    protected virtual ValueTask ConfigureAsync(LocalLambda lambda) => default;

    /// <summary>Starts the stand-in, then <see cref="ConfigureAsync"/>.</summary>
    public async ValueTask InitializeAsync()
    {
        _lambda = await LocalLambda.StartAsync(CreateOptions()).ConfigureAwait(false);
        await ConfigureAsync(_lambda).ConfigureAwait(false);
    }

    /// <summary>Stops the stand-in, and drops its database.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_lambda is not null)
            await _lambda.DisposeAsync().ConfigureAwait(false);
    }
}
