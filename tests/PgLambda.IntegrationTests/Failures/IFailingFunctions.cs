using System.Text.Json;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>Functions that fail, or during which something does.</summary>
public interface IFailingFunctions
{
    [LambdaFunction("echo")]
    Task<int> EchoAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("boom")]
    Task<int> BoomAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("waits")]
    Task<int> WaitAsync(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("text")]
    Task<JsonElement> TextAsync(string text, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<T> AnyAsync<T>(int number, CancellationToken cancellationToken = default);

    [LambdaFunction("echo")]
    Task<JsonElement> SendAsync(RawText text, CancellationToken cancellationToken = default);
}
