using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace PgLambda.CompilerServices;

/// <summary>
/// Runs the calls of one generated client: writes the payload, asks the interceptors, opens the connection, hands the command to the client's Dapper step, maps
/// the answer and translates errors. Not meant to be used by other code. Members are added to it, never changed: clients that were compiled before go on working.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaInvoker
{
    private readonly ConnectionSource _connections;
    private readonly ClientSerializer _serializer;
    private readonly StatementPreparer? _preparer;
    private readonly OverrideResolver? _overrides;
    private readonly ILambdaInterceptor[] _interceptors;
    private readonly bool _propagatesTrace;
    private readonly Func<NpgsqlConnection, CommandDefinition, Task<DbDataReader>> _execute;

    /// <summary>Takes a connection from the data source for each call.</summary>
    /// <param name="dataSource">The data source.</param>
    /// <param name="options">The client's options; null for the defaults.</param>
    /// <param name="execute">The client's Dapper call.</param>
    /// <exception cref="ArgumentException">The data source multiplexes, or lacks what the options demand.</exception>
    public LambdaInvoker(NpgsqlDataSource dataSource, LambdaClientOptions? options, Func<NpgsqlConnection, CommandDefinition, Task<DbDataReader>> execute)
        : this(dataSource, options, execute, serializerOptions: null)
    {
    }

    /// <summary>The same, for a client whose contracts come from a serializer context.</summary>
    /// <param name="dataSource">The data source.</param>
    /// <param name="options">The client's options; null for the defaults.</param>
    /// <param name="execute">The client's Dapper call.</param>
    /// <param name="serializerOptions">The serializer options where the client's own give none.</param>
    /// <exception cref="ArgumentException">The data source multiplexes, or lacks what the options demand.</exception>
    public LambdaInvoker(
        NpgsqlDataSource dataSource, LambdaClientOptions? options, Func<NpgsqlConnection, CommandDefinition, Task<DbDataReader>> execute, JsonSerializerOptions? serializerOptions)
        : this(
            new ConnectionSource(dataSource ?? throw new ArgumentNullException(nameof(dataSource))), options, execute, serializerOptions, dataSource.ConnectionString, nameof(dataSource))
    {
    }

    /// <summary>Runs on the caller's connection, inside its transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">Its transaction, or null.</param>
    /// <param name="options">The client's options; null for the defaults.</param>
    /// <param name="execute">The client's Dapper call.</param>
    /// <exception cref="ArgumentException">The transaction is another connection's, the connection multiplexes, or lacks what the options demand.</exception>
    public LambdaInvoker(
        LambdaConnection connection, NpgsqlTransaction? transaction, LambdaClientOptions? options, Func<NpgsqlConnection, CommandDefinition, Task<DbDataReader>> execute)
        : this(connection, transaction, options, execute, serializerOptions: null)
    {
    }

    /// <summary>The same, for a client whose contracts come from a serializer context.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">Its transaction, or null.</param>
    /// <param name="options">The client's options; null for the defaults.</param>
    /// <param name="execute">The client's Dapper call.</param>
    /// <param name="serializerOptions">The serializer options where the client's own give none.</param>
    /// <exception cref="ArgumentException">The transaction is another connection's, the connection multiplexes, or lacks what the options demand.</exception>
    public LambdaInvoker(
        LambdaConnection connection,
        NpgsqlTransaction? transaction,
        LambdaClientOptions? options,
        Func<NpgsqlConnection, CommandDefinition, Task<DbDataReader>> execute,
        JsonSerializerOptions? serializerOptions)
        : this(
            new ConnectionSource(new CallerSession(connection, transaction)), options, execute, serializerOptions,
            connection.Connection!.ConnectionString, nameof(connection))
    {
    }

    private LambdaInvoker(
        ConnectionSource connections,
        LambdaClientOptions? options,
        Func<NpgsqlConnection, CommandDefinition, Task<DbDataReader>> execute,
        JsonSerializerOptions? serializerOptions,
        string connectionString,
        string parameter)
    {
        options ??= LambdaClientOptions.Default;
        ConnectionSettings.Check(connectionString, options, parameter);
        _connections = connections;
        _serializer = new ClientSerializer(options.GivenSerializerOptions ?? serializerOptions ?? DefaultSerializerOptions.Web);
        var preparesByItself = ConnectionSettings.PreparesByItself(connectionString);
        _preparer = options.PrepareStatements || preparesByItself ? new StatementPreparer(options.PrepareStatements, preparesByItself) : null;
        _overrides = OverrideResolver.Of(options);
        _interceptors = [.. options.Interceptors];
        if (Array.IndexOf(_interceptors, null) is >= 0 and var index)
            throw new ArgumentException($"LambdaClientOptions.Interceptors[{index}] is null.", nameof(options));
        _propagatesTrace = options.PropagateTraceContext;
        _execute = execute;
    }

    /// <summary>Begins a payload with one property for each parameter that is added.</summary>
    public LambdaPayload Payload() => LambdaPayload.OfObject(_serializer);

    /// <summary>A payload that is one value.</summary>
    public LambdaPayload Payload<T>(T value) => LambdaPayload.Of(_serializer, value);

    /// <summary>For methods without a result.</summary>
    public Task InvokeAsync(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken) =>
        RunAsync<object?, object?>(operation, payload, check: null, PayloadUse.Ignored, static _ => null, cancellationToken);

    /// <summary>For methods that return a value and cannot return null.</summary>
    public Task<T> InvokeAsync<T>(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken) =>
        RunAsync<T, T>(operation, payload, static serializer => serializer.CheckReadable<T>(), PayloadUse.Required, static answer => answer.Value!, cancellationToken);

    /// <summary>For methods that return a value or null.</summary>
    public Task<T?> InvokeOptionalAsync<T>(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken) =>
        RunAsync<T, T?>(operation, payload, static serializer => serializer.CheckReadable<T>(), PayloadUse.Optional, static answer => answer.Value, cancellationToken);

    /// <summary>For methods that return <see cref="LambdaResult"/>.</summary>
    public Task<LambdaResult> InvokeForResultAsync(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken) =>
        RunAsync<object?, LambdaResult>(operation, payload, check: null, PayloadUse.Ignored, static answer => new LambdaResult(answer.Status, answer.Version, answer.Log), cancellationToken);

    /// <summary>For methods that return <see cref="LambdaResult{T}"/>.</summary>
    public Task<LambdaResult<T>> InvokeForResultAsync<T>(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken) => RunAsync<T, LambdaResult<T>>(
        operation, payload, static serializer => serializer.CheckReadable<T>(),
        // A value type without a null would turn "no answer" into a zero.
        default(T) is null ? PayloadUse.Optional : PayloadUse.Required,
        static answer => new LambdaResult<T>(answer.Status, answer.Value, answer.Version, answer.Log), cancellationToken);

    /// <summary>For methods that hand out the items of an array, none of which can be null.</summary>
    public IAsyncEnumerable<T> InvokeForItemsAsync<T>(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken) =>
        RunForItems<T>(operation, payload, acceptsNull: false, cancellationToken);

    /// <summary>For methods that hand out the items of an array, some of which may be null.</summary>
    public IAsyncEnumerable<T?> InvokeForOptionalItemsAsync<T>(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken) =>
        RunForItems<T?>(operation, payload, acceptsNull: true, cancellationToken);

    private async Task<TResult> RunAsync<T, TResult>(
        LambdaOperation declared, LambdaPayload payload, Action<ClientSerializer>? check, PayloadUse use, Func<Answer<T>, TResult> map, CancellationToken cancellationToken)
    {
        try
        {
            var operation = Prepare(declared, payload, check, out var refusal);
            return _interceptors.Length == 0
                ? await AttemptAsync(operation, refusal, payload, payload.Options, use, map, cancellationToken).ConfigureAwait(false)
                : await InterceptAsync(operation, refusal, payload, use, map, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            payload.Release();
        }
    }

    private ItemsOfCall<T> RunForItems<T>(LambdaOperation declared, LambdaPayload payload, bool acceptsNull, CancellationToken cancellationToken)
    {
        // Arguments are what they are now, whatever becomes of them until the first item is asked for.
        var operation = Prepare(declared, payload, static serializer => serializer.CheckReadable<T>(), out var refusal);
        return new ItemsOfCall<T>(operation.AsFailed, payload, StartAsync, cancellationToken);

        async ValueTask<IAsyncEnumerable<T>> StartAsync(OpenedAnswers opened, CancellationToken token) => _interceptors.Length == 0
            ? await AttemptForItemsAsync<T>(operation, refusal, payload, payload.Options, acceptsNull, opened, token).ConfigureAwait(false)
            : await Interception.RunAsync<IAsyncEnumerable<T>>(_interceptors, operation, payload.Options, async (options, attemptToken) =>
            {
                var items = await AttemptForItemsAsync<T>(operation, refusal, payload, options, acceptsNull, opened, attemptToken).ConfigureAwait(false);
                return new LambdaOutcome(operation.ExpectedStatus, items) { Completion = items.Completion };
            }, token).ConfigureAwait(false);
    }

    // What is refused here is a failure of the call like any other: it is thrown where interceptors and telemetry see it.
    private LambdaOperation Prepare(LambdaOperation declared, LambdaPayload payload, Action<ClientSerializer>? check, out Exception? refusal)
    {
        var operation = declared;
        refusal = null;
        try
        {
            operation = _overrides is null ? declared : _overrides.Resolve(declared);
            CheckReadable(operation, check);
            payload.End();
            if (payload.Failure is not null)
                throw SerializationErrors.Unwritable(operation.AsFailed, payload.Failed!, payload.Failure);
            if (payload.Qualifier is not null)
                operation = CallArguments.WithQualifier(operation, payload);
        }
        catch (Exception exception)
        {
            refusal = exception;
        }
        return operation;
    }

    // A method of its own: what the lambda holds would otherwise be allocated for every call.
    private Task<TResult> InterceptAsync<T, TResult>(
        LambdaOperation operation, Exception? refusal, LambdaPayload payload, PayloadUse use, Func<Answer<T>, TResult> map, CancellationToken cancellationToken) =>
        Interception.RunAsync<TResult>(_interceptors, operation, payload.Options, async (options, token) =>
        {
            var answer = default(Answer<T>);
            var result = await AttemptAsync<T, TResult>(operation, refusal, payload, options, use, received => map(answer = received), token).ConfigureAwait(false);
            return new LambdaOutcome(answer.Status, result, answer.Version, answer.Log);
        }, cancellationToken);

    // A type that cannot be read would be found out only after the function has run.
    private void CheckReadable(LambdaOperation operation, Action<ClientSerializer>? check)
    {
        try
        {
            check?.Invoke(_serializer);
        }
        catch (NotSupportedException exception)
        {
            throw SerializationErrors.Unreadable(operation.AsFailed, exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TResult> AttemptAsync<T, TResult>(
        LambdaOperation operation, Exception? refusal, LambdaPayload payload, LambdaCallOptions? options, PayloadUse use, Func<Answer<T>, TResult> map, CancellationToken cancellationToken)
    {
        Hold(payload, operation);
        var telemetry = CallTelemetry.Start(operation.Parts.Target);
        try
        {
            operation = Complete(operation, refusal, payload, options, out var context, cancellationToken);
            var result = map(await CallAsync<T>(operation, payload.Json, context, use, cancellationToken).ConfigureAwait(false));
            telemetry.End(null);
            return result;
        }
        catch (Exception exception)
        {
            telemetry.End(exception);
            throw;
        }
        finally
        {
            payload.Release();
        }
    }

    // The same up to the answer, which is left to be read.
    private async ValueTask<AnswerItems<T>> AttemptForItemsAsync<T>(
        LambdaOperation operation, Exception? refusal, LambdaPayload payload, LambdaCallOptions? options, bool acceptsNull, OpenedAnswers opened, CancellationToken cancellationToken)
    {
        Hold(payload, operation);
        var items = new AnswerItems<T>(operation, _serializer, acceptsNull, opened, CallTelemetry.Start(operation.Parts.Target));
        try
        {
            operation = Complete(operation, refusal, payload, options, out var context, cancellationToken);
            var call = items.Take(await _connections.OpenAsync(operation, cancellationToken).ConfigureAwait(false));
            var reader = await ExecuteAsync(call, operation, payload.Json, context, cancellationToken).ConfigureAwait(false);
            try
            {
                await items.BeginAsync(reader, operation, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception)
            {
                throw await TranslateAsync(exception, call, CallStage.Sent, operation, payload.Json, context, cancellationToken).ConfigureAwait(false);
            }
            opened.Add(items);
            return items;
        }
        catch (Exception exception)
        {
            await items.FailAsync(exception).ConfigureAwait(false);
            throw;
        }
        finally
        {
            payload.Release();
        }
    }

    private static void Hold(LambdaPayload payload, LambdaOperation operation)
    {
        if (!payload.TryHold())
            throw new InvalidOperationException($"The call of {operation.AsFailed.Method} has ended: an interceptor called it again after it had returned.");
    }

    // The operation of one attempt, with what it asks for.
    private LambdaOperation Complete(
        LambdaOperation operation, Exception? refusal, LambdaPayload payload, LambdaCallOptions? options, out ReadOnlyMemory<byte> context, CancellationToken cancellationToken)
    {
        if (refusal is not null)
            ExceptionDispatchInfo.Throw(refusal);
        cancellationToken.ThrowIfCancellationRequested();
        context = CallArguments.Context(operation, payload, options, _serializer);
        if (_propagatesTrace && operation.Invocation == InvocationType.RequestResponse)
            context = TraceContext.AddTo(context);
        return operation.For(!context.IsEmpty, options?.Qualifier, options?.TimeoutMilliseconds);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Answer<T>> CallAsync<T>(LambdaOperation operation, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> context, PayloadUse use, CancellationToken cancellationToken)
    {
        var call = await _connections.OpenAsync(operation, cancellationToken).ConfigureAwait(false);
        await using (call.ConfigureAwait(false))
        {
            var reader = await ExecuteAsync(call, operation, payload, context, cancellationToken).ConfigureAwait(false);
            try
            {
                return await AnswerReader.ReadAsync<T>(reader, operation, _serializer, use, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception)
            {
                throw await TranslateAsync(exception, call, CallStage.Sent, operation, payload, context, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Prepares the statement where that is asked for, and sends it. Errors of the server come here, before the row.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DbDataReader> ExecuteAsync(
        CallConnection call, LambdaOperation operation, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> context, CancellationToken cancellationToken)
    {
        var stage = CallStage.Preparing;
        try
        {
            var prepares = _preparer is not null && await _preparer.DecideAsync(call.Connection, operation, cancellationToken).ConfigureAwait(false);
            var parameters = new CallParameters(operation, payload, context, prepares);
            if (prepares)
                await StatementPreparer.PrepareAsync(call.Connection, operation.Sql, parameters, cancellationToken).ConfigureAwait(false);
            var command = new CommandDefinition(
                operation.Sql, parameters, call.Transaction, CommandTimeout.For(call.Connection, operation), CommandType.Text, cancellationToken: cancellationToken);
            stage = CallStage.Sent;
            try
            {
                return await _execute(call.Connection, command).ConfigureAwait(false);
            }
            // Nothing has run. In a transaction, though, the error has ended it.
            catch (PostgresException error) when (prepares && call.Transaction is null && LostStatement.Is(error))
            {
                stage = CallStage.Preparing;
                await StatementPreparer.PrepareAgainAsync(call.Connection, operation.Sql, parameters, cancellationToken).ConfigureAwait(false);
                stage = CallStage.Sent;
                return await _execute(call.Connection, command).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException exception)
        {
            throw await TranslateAsync(exception, call, stage, operation, payload, context, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<LambdaException> TranslateAsync(
        NpgsqlException exception, CallConnection call, CallStage stage, LambdaOperation operation, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> context, CancellationToken cancellationToken)
    {
        var role = await RoleInForce.FindAsync(call.Connection, exception, cancellationToken).ConfigureAwait(false);
        return LambdaErrorTranslator.Translate(exception, new ErrorContext(operation.AsFailed, stage, role, payload, context));
    }
}
