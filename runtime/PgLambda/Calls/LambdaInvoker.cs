using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace PgLambda.CompilerServices;

/// <summary>
/// Runs the calls of one generated client: writes the payload, opens the connection, hands the command to the client's Dapper step, maps the answer and
/// translates errors. Not meant to be used by other code. Members are added to it, never changed: clients that were compiled before go on working.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaInvoker
{
    private readonly ConnectionSource _connections;
    private readonly ClientSerializer _serializer;
    private readonly StatementPreparer? _preparer;
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
            new ConnectionSource(new CallerSession(connection.Connection ?? throw new ArgumentNullException(nameof(connection)), transaction)), options, execute, serializerOptions,
            connection.Connection.ConnectionString, nameof(connection))
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
        _execute = execute;
    }

    /// <summary>Begins a payload with one property for each parameter that is added.</summary>
    public LambdaPayload Payload() => LambdaPayload.OfObject(_serializer);

    /// <summary>A payload that is one value.</summary>
    public LambdaPayload Payload<T>(T value) => LambdaPayload.Of(_serializer, value);

    /// <summary>For methods without a result.</summary>
    public Task InvokeAsync(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken) =>
        CallAsync(operation, payload, withPayload: false, cancellationToken);

    /// <summary>For methods that return a value and cannot return null.</summary>
    public async Task<T> InvokeAsync<T>(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken)
    {
        CheckReadable<T>(operation);
        var answer = await CallAsync(operation, payload, withPayload: true, cancellationToken).ConfigureAwait(false);
        return AnswerMapper.Map<T>(answer, _serializer, operation, isOptional: false)!;
    }

    /// <summary>For methods that return a value or null.</summary>
    public async Task<T?> InvokeOptionalAsync<T>(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken)
    {
        CheckReadable<T>(operation);
        var answer = await CallAsync(operation, payload, withPayload: true, cancellationToken).ConfigureAwait(false);
        return AnswerMapper.Map<T>(answer, _serializer, operation, isOptional: true);
    }

    /// <summary>For methods that return <see cref="LambdaResult"/>.</summary>
    public async Task<LambdaResult> InvokeForResultAsync(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(operation, payload, withPayload: false, cancellationToken).ConfigureAwait(false);
        return new LambdaResult(answer.Status!.Value, answer.Version, answer.Log);
    }

    /// <summary>For methods that return <see cref="LambdaResult{T}"/>.</summary>
    public async Task<LambdaResult<T>> InvokeForResultAsync<T>(LambdaOperation operation, LambdaPayload payload, CancellationToken cancellationToken)
    {
        CheckReadable<T>(operation);
        var answer = await CallAsync(operation, payload, withPayload: true, cancellationToken).ConfigureAwait(false);
        return AnswerMapper.MapResult<T>(answer, _serializer, operation);
    }

    // A type that cannot be read would be found out only after the function has run.
    private void CheckReadable<T>(LambdaOperation operation)
    {
        try
        {
            _serializer.CheckReadable<T>();
        }
        catch (NotSupportedException exception)
        {
            throw SerializationErrors.Unreadable(operation.AsFailed, exception);
        }
    }

    private async Task<Answer> CallAsync(LambdaOperation operation, LambdaPayload payload, bool withPayload, CancellationToken cancellationToken)
    {
        payload.End();
        if (payload.Failure is not null)
            throw SerializationErrors.Unwritable(operation.AsFailed, payload.Failed!, payload.Failure);
        cancellationToken.ThrowIfCancellationRequested();

        var call = await _connections.OpenAsync(operation, cancellationToken).ConfigureAwait(false);
        await using (call.ConfigureAwait(false))
        {
            var stage = CallStage.Preparing;
            try
            {
                var prepares = _preparer is not null && await _preparer.DecideAsync(call.Connection, operation, cancellationToken).ConfigureAwait(false);
                var parameters = new CallParameters(operation, payload, prepares);
                if (prepares)
                    await StatementPreparer.PrepareAsync(call.Connection, operation.Sql, parameters, cancellationToken).ConfigureAwait(false);
                stage = CallStage.Sent;
                try
                {
                    return await SendAsync(call, operation, parameters, withPayload, cancellationToken).ConfigureAwait(false);
                }
                // Nothing has run. In a transaction, though, the error has ended it.
                catch (PostgresException error) when (prepares && call.Transaction is null && LostStatement.Is(error))
                {
                    stage = CallStage.Preparing;
                    await StatementPreparer.PrepareAgainAsync(call.Connection, operation.Sql, parameters, cancellationToken).ConfigureAwait(false);
                    stage = CallStage.Sent;
                    return await SendAsync(call, operation, parameters, withPayload, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (NpgsqlException exception)
            {
                var role = await RoleInForce.FindAsync(call.Connection, exception, cancellationToken).ConfigureAwait(false);
                throw LambdaErrorTranslator.Translate(exception, new ErrorContext(operation.AsFailed, stage, role, payload.Json, payload.Context));
            }
        }
    }

    private async Task<Answer> SendAsync(CallConnection call, LambdaOperation operation, CallParameters parameters, bool withPayload, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(operation.Sql, parameters, call.Transaction, commandType: CommandType.Text, cancellationToken: cancellationToken);
        var reader = await _execute(call.Connection, command).ConfigureAwait(false);
        return await AnswerReader.ReadAsync(reader, operation, withPayload, cancellationToken).ConfigureAwait(false);
    }
}
