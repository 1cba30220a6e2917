using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace PgLambda.EntityFrameworkCore.Tests.Retries;

/// <summary>No retrying strategy runs a function a second time, unless its method says that this does no harm.</summary>
public sealed class StrategyTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private static readonly TimeSpan Shortly = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(false, false, 301)]
    [InlineData(false, true, 302)]
    [InlineData(true, false, 303)]
    [InlineData(true, true, 304)]
    public async Task A_call_that_may_have_run_is_made_once(bool isOurs, bool inTransaction, int number)
    {
        var sessions = $"once {number}";
        await using var context = fixture.CreateContext(sessions, npgsql => npgsql.ExecutionStrategy(dependencies => isOurs
            ? new LambdaRetryingExecutionStrategy(dependencies, 3, Shortly)
            : new NpgsqlRetryingExecutionStrategy(dependencies, 3, Shortly, [])));
        var attempts = 0;
        var error = await Assert.ThrowsAsync<LambdaDatabaseException>(() => context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            attempts++;
            await using var transaction = inTransaction ? await context.Database.BeginTransactionAsync() : null;
            await KilledAsync(fixture.Functions.On(context).WaitAsync(number), sessions, number);
        }));
        Assert.Equal((FunctionState.Unknown, "57P01"), (error.FunctionState, error.SqlState));
        Assert.Equal((1, 1), (attempts, fixture.CallsOf("waits", number)));
    }

    [Theory]
    [InlineData(false, 305)]
    [InlineData(true, 306)]
    public async Task An_idempotent_call_that_may_have_run_is_made_again_in_another_session(bool inTransaction, int number)
    {
        var sessions = $"again {number}";
        await using var context = fixture.CreateContext(sessions, npgsql => npgsql.ExecutionStrategy(dependencies => new LambdaRetryingExecutionStrategy(dependencies, 3, Shortly)));
        var attempts = 0;
        var answer = await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            attempts++;
            context.ChangeTracker.Clear();
            await using var transaction = inTransaction ? await context.Database.BeginTransactionAsync() : null;
            context.Orders.Add(new Order { Sku = sessions });
            await context.SaveChangesAsync();
            var call = fixture.Functions.On(context).WaitAgainAsync(number);
            if (attempts == 1)
                await KilledAsync(call, sessions, number);
            var answer = await call;
            await (transaction?.CommitAsync() ?? Task.CompletedTask);
            return answer;
        });
        Assert.Equal((number, 2, 2), (answer, attempts, fixture.CallsOf("waits", number)));
        // What was written in the attempt that failed is undone where it was in a transaction.
        Assert.Equal(inTransaction ? 1 : 2, await context.Orders.CountAsync(order => order.Sku == sessions));
    }

    [Fact]
    public async Task An_idempotent_call_is_nothing_that_the_providers_own_strategy_makes_again()
    {
        await using var context = fixture.CreateContext("providers");
        await Assert.ThrowsAsync<LambdaDatabaseException>(() => new NpgsqlRetryingExecutionStrategy(context, 3, Shortly, []).ExecuteAsync(
            () => KilledAsync(fixture.Functions.On(context).WaitAgainAsync(307), "providers", 307)));
        Assert.Equal(1, fixture.CallsOf("waits", 307));
    }

    [Fact]
    public async Task A_lost_connection_of_the_contexts_own_is_tried_again()
    {
        await using var context = fixture.CreateContext("own", npgsql => npgsql.ExecutionStrategy(dependencies => new LambdaRetryingExecutionStrategy(dependencies, 3, Shortly)));
        var attempts = 0;
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            attempts++;
            await using var transaction = await context.Database.BeginTransactionAsync();
            if (attempts == 1)
                await fixture.KillAsync("own");
            await context.Database.ExecuteSqlRawAsync("SELECT 1");
            Assert.Equal(311, await fixture.Functions.On(context).EchoAsync(311));
            await transaction.CommitAsync();
        });
        Assert.Equal((2, 1), (attempts, fixture.CallsOf("echo", 311)));
    }

    [Fact]
    public async Task A_call_that_succeeded_is_made_again_with_the_delegate_that_it_is_in()
    {
        await using var context = fixture.CreateContext("unit", npgsql => npgsql.ExecutionStrategy(dependencies => new LambdaRetryingExecutionStrategy(dependencies, 3, Shortly)));
        var attempts = 0;
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            attempts++;
            await using var transaction = await context.Database.BeginTransactionAsync();
            Assert.Equal(312, await fixture.Functions.On(context).EchoAsync(312));
            if (attempts == 1)
                await fixture.KillAsync("unit");
            await transaction.CommitAsync();
        });
        Assert.Equal((2, 2), (attempts, fixture.CallsOf("echo", 312)));
    }

    [Fact]
    public async Task A_call_for_which_there_is_no_connection_yet_is_made_again()
    {
        var working = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString);
        var unreachable = new NpgsqlConnectionStringBuilder(working.ConnectionString) { Host = "127.0.0.1", Port = 1 };
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>()
            .UseNpgsql(unreachable.ConnectionString, npgsql => npgsql.ExecutionStrategy(dependencies => new LambdaRetryingExecutionStrategy(dependencies, 3, Shortly))).Options);
        var attempts = 0;
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            if (++attempts == 2)
                context.Database.SetConnectionString(working.ConnectionString);
            Assert.Equal(321, await fixture.Functions.On(context).EchoAsync(321));
        });
        Assert.Equal((2, 1), (attempts, fixture.CallsOf("echo", 321)));
    }

    [Fact]
    public async Task Whoever_gave_up_says_what_the_last_failure_was()
    {
        var unreachable = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { Host = "127.0.0.1", Port = 1 };
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(unreachable.ConnectionString).Options);
        var attempts = 0;
        var error = await Assert.ThrowsAsync<RetryLimitExceededException>(() => new LambdaRetryingExecutionStrategy(context, 2, Shortly).ExecuteAsync(async () =>
        {
            attempts++;
            await fixture.Functions.On(context).EchoAsync(1);
        }));
        Assert.IsType<LambdaConnectionException>(error.InnerException);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task A_function_that_failed_is_not_called_again()
    {
        await using var context = fixture.CreateContext("failed");
        await Assert.ThrowsAsync<LambdaFunctionException>(() => new LambdaRetryingExecutionStrategy(context, 3, Shortly).ExecuteAsync(() => fixture.Functions.On(context).BoomAsync(331)));
        await Assert.ThrowsAsync<LambdaFunctionException>(() => new LambdaRetryingExecutionStrategy(context, 3, Shortly).ExecuteAsync(() => fixture.Functions.On(context).BoomAgainAsync(332)));
        Assert.Equal((1, 1), (fixture.CallsOf("boom", 331), fixture.CallsOf("boom", 332)));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_is_tried_again(Exception failure, bool expected) => Assert.Equal(expected, new Judge(fixture.CreateContext()).Judges(failure));

    public static TheoryData<Exception, bool> Failures => new()
    {
        { new LambdaConnectionException("") { IsTransient = true }, true },
        { new LambdaConnectionException(""), false },
        { new LambdaTimeoutException("") { IsTransient = true }, false },
        { new LambdaTimeoutException("") { IsTransient = true, FunctionState = FunctionState.NotRun }, true },
        { new LambdaDatabaseException("", new NpgsqlException("", new IOException())), false },
        { new LambdaConnectionException("") { IsIdempotent = true }, false },
        { new LambdaTimeoutException("") { IsTransient = true, IsIdempotent = true }, true },
        { new LambdaDatabaseException("", new NpgsqlException("", new IOException())) { IsIdempotent = true }, true },
        { new LambdaDatabaseException("", new NpgsqlException("")) { IsIdempotent = true }, false },
        { new LambdaDatabaseException("", new NpgsqlException("", new IOException())) { IsIdempotent = true, FunctionState = FunctionState.NotRun }, false },
        { new LambdaFunctionException("", new NpgsqlException("", new IOException())) { IsIdempotent = true }, false },
        { new NpgsqlException("", new IOException()), true },
        { new NpgsqlException(""), false },
        { new TimeoutException(), true },
        { new InvalidOperationException(), false },
        { new OperationCanceledException(), false },
    };

    private async Task KilledAsync(Task call, string sessions, int number)
    {
        await fixture.WaitForStartAsync(number);
        await fixture.KillAsync(sessions);
        await call;
    }

    private sealed class Judge(DbContext context) : LambdaRetryingExecutionStrategy(context)
    {
        public bool Judges(Exception exception) => ShouldRetryOn(exception);
    }
}
