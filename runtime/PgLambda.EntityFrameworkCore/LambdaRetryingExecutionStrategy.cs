using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PgLambda;

/// <summary>
/// An execution strategy of Entity Framework Core that knows which calls to Lambda may be made again. It retries the context's own commands where the provider of the
/// database calls a failure transient (<see cref="DbException.IsTransient"/>, or a <see cref="TimeoutException"/>), and a failed call
/// (<see cref="LambdaException"/>) where it might succeed later and the function is known not to have run (<see cref="LambdaException.IsSafeToRetry"/>), or the
/// method is <see cref="IdempotentAttribute">[Idempotent]</see>.
/// <para>
/// What it repeats is the whole delegate that it executes. A call in there that succeeded before something else failed is made again too: let the call come last,
/// or be one that is <c>[Idempotent]</c>. Use it by
/// <c>UseNpgsql(connectionString, npgsql => npgsql.ExecutionStrategy(dependencies => new LambdaRetryingExecutionStrategy(dependencies)))</c>.
/// </para>
/// </summary>
public class LambdaRetryingExecutionStrategy : ExecutionStrategy
{
    /// <summary>For a context, with the limits of Entity Framework Core: six retries, with at most 30 seconds before each.</summary>
    /// <param name="context">The context.</param>
    public LambdaRetryingExecutionStrategy(DbContext context)
        : this(context, DefaultMaxRetryCount, DefaultMaxDelay)
    {
    }

    /// <summary>For a context.</summary>
    /// <param name="context">The context.</param>
    /// <param name="maxRetryCount">How often it tries again.</param>
    /// <param name="maxRetryDelay">The longest wait before it does.</param>
    public LambdaRetryingExecutionStrategy(DbContext context, int maxRetryCount, TimeSpan maxRetryDelay)
        : base(context, maxRetryCount, maxRetryDelay)
    {
    }

    /// <summary>For the options of a context, with the limits of Entity Framework Core: six retries, with at most 30 seconds before each.</summary>
    /// <param name="dependencies">What the options' delegate is given.</param>
    public LambdaRetryingExecutionStrategy(ExecutionStrategyDependencies dependencies)
        : this(dependencies, DefaultMaxRetryCount, DefaultMaxDelay)
    {
    }

    /// <summary>For the options of a context.</summary>
    /// <param name="dependencies">What the options' delegate is given.</param>
    /// <param name="maxRetryCount">How often it tries again.</param>
    /// <param name="maxRetryDelay">The longest wait before it does.</param>
    public LambdaRetryingExecutionStrategy(ExecutionStrategyDependencies dependencies, int maxRetryCount, TimeSpan maxRetryDelay)
        : base(dependencies, maxRetryCount, maxRetryDelay)
    {
    }

    /// <summary>Whether to run the delegate again after this failure.</summary>
    /// <param name="exception">The failure; of a <see cref="DbUpdateException"/>, the one inside.</param>
    protected override bool ShouldRetryOn(Exception exception) => exception is LambdaException error ? ShouldCallAgain(error) : IsTransient(exception);

    private static bool ShouldCallAgain(LambdaException error) => error switch
    {
        { IsSafeToRetry: false, IsIdempotent: false } => false,
        // A connection that was lost in the middle is not called transient, for the sake of those who must not call twice.
        LambdaDatabaseException { IsSafeToRetry: false } => error.IsTransient || IsTransient(error.InnerException),
        _ => error.IsTransient,
    };

    private static bool IsTransient(Exception? exception) => exception is DbException { IsTransient: true } or TimeoutException;
}
