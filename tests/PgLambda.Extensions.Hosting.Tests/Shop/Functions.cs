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
}
