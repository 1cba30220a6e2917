using System.Text.Json;
using System.Text.Json.Nodes;

namespace PgLambda.IntegrationTests.Items;

/// <summary>Functions that answer with an array, of megabytes in some tests: a busy machine may take its time.</summary>
[LambdaFunction("echo", TimeoutMilliseconds = 120_000)]
public interface IItemFunctions
{
    [LambdaFunction("items", TimeoutMilliseconds = 120_000)]
    IAsyncEnumerable<Item> CountAsync(int count, CancellationToken cancellationToken = default);

    [LambdaFunction("fails")]
    IAsyncEnumerable<Item> FailAsync(int code, CancellationToken cancellationToken = default);

    IAsyncEnumerable<Item> EchoAsync(IEnumerable<Item> items, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);

    IAsyncEnumerable<Item> ReadAsync(RawJson json, CancellationToken cancellationToken = default);

    IAsyncEnumerable<Item?> ReadOrNullAsync(RawJson json, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> ReadNumbersAsync(RawJson json, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int?> ReadNumbersOrNullAsync(RawJson json, CancellationToken cancellationToken = default);

    IAsyncEnumerable<RawJson> ReadTextsAsync(RawJson json, CancellationToken cancellationToken = default);

    IAsyncEnumerable<JsonElement> ReadElementsAsync(RawJson json, CancellationToken cancellationToken = default);

    IAsyncEnumerable<JsonNode?> ReadNodesAsync(RawJson json, CancellationToken cancellationToken = default);

    IAsyncEnumerable<T> ReadAnyAsync<T>(RawJson json, CancellationToken cancellationToken = default);
}

public sealed record Item(int Id, string Text);
