using Npgsql;
using PgLambda.IntegrationTests.Failures;

namespace PgLambda.IntegrationTests.Items;

/// <summary>The connection that items are read from is held as long as they are enumerated, and no longer.</summary>
public sealed class HeldConnectionTests(ItemFunctions fixture) : IClassFixture<ItemFunctions>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RawJson Large { get; } = ItemFunctions.Many(40_000);

    [Fact]
    public async Task To_the_last_item()
    {
        await using var dataSource = fixture.OneConnection();
        await using var items = new ItemFunctionsClient(dataSource).ReadAsync(Large, Token).GetAsyncEnumerator(Token);
        await CheckFreeAsync(dataSource);
        Assert.True(await items.MoveNextAsync());
        using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await dataSource.OpenConnectionAsync(soon.Token));
        while (await items.MoveNextAsync())
        {
        }
        await CheckFreeAsync(dataSource);
    }

    [Fact]
    public async Task To_the_end_of_a_loop_that_is_left()
    {
        await using var dataSource = fixture.OneConnection();
        var client = new ItemFunctionsClient(dataSource);
        await foreach (var _ in client.ReadAsync(Large, Token))
            break;
        await CheckFreeAsync(dataSource);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(async () =>
        {
            await foreach (var _ in client.ReadAsync(Large, Token))
                throw new TimeZoneNotFoundException();
        });
        await CheckFreeAsync(dataSource);
        // The next call gets nothing of what was left.
        Assert.Equal(3, await client.CountAsync(3, Token).CountAsync(Token));
    }

    [Theory]
    [InlineData("""[{"id":"x"}]""")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task To_an_answer_that_does_not_fit(string json)
    {
        await using var dataSource = fixture.OneConnection();
        await Assert.ThrowsAsync<LambdaResponseException>(async () => await new ItemFunctionsClient(dataSource).ReadAsync(RawJson.Parse(json), Token).ToListAsync(Token));
        await CheckFreeAsync(dataSource);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task To_its_cancellation(bool byMethod, bool byEnumeration)
    {
        await using var dataSource = fixture.OneConnection();
        using var source = new CancellationTokenSource();
        var read = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new ItemFunctionsClient(dataSource).ReadAsync(Large, byMethod ? source.Token : Token).WithCancellation(byEnumeration ? source.Token : Token))
            {
                read++;
                await source.CancelAsync();
            }
        });
        Assert.InRange(read, 1, 39_999);
        await CheckFreeAsync(dataSource);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle()
    {
        await using var relay = new Relay(fixture.Lambda.ConnectionString);
        await using var dataSource = fixture.OneConnection(relay.ConnectionString);
        var read = 0;
        var error = await Assert.ThrowsAsync<LambdaDatabaseException>(async () =>
        {
            await foreach (var _ in new ItemFunctionsClient(dataSource).ReadAsync(Large, Token))
            {
                if (read++ == 0)
                    relay.Break();
            }
        });
        Assert.InRange(read, 1, 39_999);
        Assert.Equal((FunctionState.Ran, false, false), (error.FunctionState, error.IsTransient, error.IsSafeToRetry));
        Assert.EndsWith("The function ran.", error.Message, StringComparison.Ordinal);
        await CheckFreeAsync(dataSource);
    }

    [Fact]
    public async Task The_callers_own_connection_and_transaction()
    {
        await using var connection = await fixture.Lambda.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var client = new ItemFunctionsClient(connection, transaction);
        await foreach (var item in client.ReadAsync(Large, Token))
        {
            var error = await Assert.ThrowsAsync<LambdaDatabaseException>(async () => await client.CountAsync(1, Token).ToListAsync(Token));
            Assert.Equal(FunctionState.NotRun, error.FunctionState);
            Assert.Contains("another command is under way", error.Message, StringComparison.Ordinal);
            if (item.Id == 2)
                break;
        }
        Assert.Equal(2, await client.CountAsync(2, Token).CountAsync(Token));
        await transaction.CommitAsync(Token);
    }

    private static async Task CheckFreeAsync(NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync(Token);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        Assert.Equal(1, await command.ExecuteScalarAsync(Token));
    }
}
