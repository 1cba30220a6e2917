[assembly: PgLambda.LambdaClient(RegistrationName = "Shop")]

namespace PgLambda.Extensions.Hosting.Tests
{
    public interface ITestFunctions
    {
        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:boom:live")]
        Task BoomAsync(string text, CancellationToken cancellationToken = default);

        [LambdaFunction("busy")]
        Task BusyAsync(CancellationToken cancellationToken = default);

        [LambdaFunction("waits", TimeoutMilliseconds = 60_000)]
        Task WaitAsync(CancellationToken cancellationToken = default);

        [LambdaFunction("chosen")]
        Task ChosenAsync([Qualifier] string qualifier, CancellationToken cancellationToken = default);
    }

    /// <summary>Functions whose names hold an account, each of which fails in a way of its own.</summary>
    public interface IFailingFunctions
    {
        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:boom:live")]
        Task BoomAsync(string text, CancellationToken cancellationToken = default);

        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:denied")]
        Task DeniedAsync(CancellationToken cancellationToken = default);

        [LambdaFunction("123456789012:function:nowhere", Region = "us-west-2")]
        Task NowhereAsync(CancellationToken cancellationToken = default);

        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:waits")]
        Task WaitAsync(CancellationToken cancellationToken = default);

        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:kills")]
        Task KillAsync(CancellationToken cancellationToken = default);

        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:reads")]
        Task<T> ReadAsync<T>(CancellationToken cancellationToken = default);

        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:reads")]
        IAsyncEnumerable<int> ReadItemsAsync(CancellationToken cancellationToken = default);

        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:reads")]
        Task<string> SendAsync(Circle circle, CancellationToken cancellationToken = default);

        [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:reads")]
        Task<string> ChosenAsync([Qualifier] string? qualifier = null, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);
    }

    /// <summary>A function whose name holds a qualifier.</summary>
    public interface ILiveFunctions
    {
        [LambdaFunction("price-order:live")]
        Task<Shop.PriceQuote> PriceAsync(Shop.Order order, CancellationToken cancellationToken = default);
    }

    /// <summary>A value that no JSON is made of.</summary>
    public sealed class Circle
    {
        public Circle Self => this;
    }

    [LambdaClient(DataSource = "reader")]
    public interface IReaderFunctions
    {
        [LambdaFunction("reads")]
        Task<string> ReadAsync(CancellationToken cancellationToken = default);
    }
}

namespace Warehouse
{
    /// <summary>Another interface of this simple name.</summary>
    public interface IOrderFunctions
    {
        [PgLambda.LambdaFunction("pack-order")]
        Task PackAsync(CancellationToken cancellationToken = default);
    }

    public interface IParcels
    {
        [PgLambda.LambdaFunction("parcel")]
        Task PackAsync(CancellationToken cancellationToken = default);
    }

    public interface IStock<T>
    {
        [PgLambda.LambdaFunction("put")]
        Task PutAsync(T item, CancellationToken cancellationToken = default);
    }

    public static class Shelves
    {
        public interface IShelf
        {
            [PgLambda.LambdaFunction("shelf")]
            Task PutAsync(CancellationToken cancellationToken = default);
        }
    }
}

/// <summary>An interface whose full name is another's simple name.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1050", Justification = "Without a namespace it has such a name.")]
public interface IParcels
{
    [PgLambda.LambdaFunction("global-parcel")]
    Task PackAsync(CancellationToken cancellationToken = default);
}
