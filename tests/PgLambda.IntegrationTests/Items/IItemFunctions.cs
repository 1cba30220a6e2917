using System.Text.Json;
using System.Text.Json.Nodes;

namespace PgLambda.IntegrationTests.Items;

/// <summary>Functions that answer with an array.</summary>
[LambdaFunction("echo")]
public interface IItemFunctions
{
    [LambdaFunction("items")]
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
