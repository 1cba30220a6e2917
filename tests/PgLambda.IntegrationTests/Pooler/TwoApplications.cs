using Npgsql;

namespace PgLambda.IntegrationTests.Pooler;

/// <summary>A client of one application; its calls differ from the other's in nothing but the function.</summary>
public interface IFunctionA
{
    [LambdaFunction("a")]
    Task<string> CallAsync(int number, CancellationToken cancellationToken = default);
}

/// <summary>A client of the other application.</summary>
public interface IFunctionB
{
    [LambdaFunction("b")]
    Task<string> CallAsync(int number, CancellationToken cancellationToken = default);
}

/// <summary>Two applications on one database, each with a data source and a client of its own.</summary>
internal sealed class TwoApplications : IAsyncDisposable
{
    private const int Calls = 200;

    /// <param name="connectionString">Of the database, or of a pooler before it.</param>
    /// <param name="options">Of both clients; null for the defaults.</param>
    /// <param name="configure">What else their connection strings say.</param>
    public TwoApplications(string connectionString, LambdaClientOptions? options = null, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        options ??= new LambdaClientOptions();
        FirstSource = CreateSource("first");
        SecondSource = CreateSource("second");
        A = new FunctionAClient(FirstSource, options);
        B = new FunctionBClient(SecondSource, options);

        // Eight connections of each wait for their turn, and for long where the machine is busy.
        NpgsqlDataSource CreateSource(string application)
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = application,
                MaxPoolSize = 8,
                Timeout = 120,
                CommandTimeout = 120,
            };
            configure?.Invoke(builder);
            return NpgsqlDataSource.Create(builder);
        }
    }

    public NpgsqlDataSource FirstSource { get; }

    public NpgsqlDataSource SecondSource { get; }

    public IFunctionA A { get; }

    public IFunctionB B { get; }

    /// <summary>Calls of one, the other, one…: each must be answered by its own function.</summary>
    public async Task CallInTurnAsync()
    {
        for (var i = 0; i < Calls; i++)
        {
            Assert.Equal($"a {i}", await A.CallAsync(i));
            Assert.Equal($"b {i}", await B.CallAsync(i));
        }
    }

    /// <summary>Calls of both at once: each must be answered by its own function.</summary>
    public async Task CallAtOnceAsync()
    {
        var numbers = Enumerable.Range(0, Calls).ToArray();
        var answers = await Task.WhenAll(
            Task.WhenAll(numbers.Select(i => A.CallAsync(i))),
            Task.WhenAll(numbers.Select(i => B.CallAsync(i))));

        Assert.Equal(numbers.Select(i => $"a {i}"), answers[0]);
        Assert.Equal(numbers.Select(i => $"b {i}"), answers[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await FirstSource.DisposeAsync();
        await SecondSource.DisposeAsync();
    }
}
