using System.Data.Common;
using System.Text.Json;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>
/// The items of one attempt's answer, which has begun: they are read from the connection as they are enumerated. It holds the connection until it is disposed, by the end of its enumeration or of the call's.
/// </summary>
internal sealed class AnswerItems<T>(LambdaOperation called, ClientSerializer serializer, bool acceptsNull, OpenedAnswers opened, CallTelemetry telemetry) : IAsyncEnumerable<T>, IAsyncDisposable
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LambdaOperation _operation = called;
    private CallConnection? _connection;
    private DbDataReader? _reader;
    private AnswerStream? _stream;
    private Exception? _failure;
    private long _handedOut;
    private int _isTaken, _isEnded;

    /// <summary>Ends as the enumeration does.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Takes over the connection, which goes back with this.</summary>
    public CallConnection Take(CallConnection connection)
    {
        _connection = connection;
        return connection;
    }

    /// <summary>Reads the answer up to its items.</summary>
    /// <param name="reader">The row.</param>
    /// <param name="operation">What was called, with what this attempt asked for.</param>
    /// <param name="cancellationToken">The attempt's token.</param>
    /// <exception cref="LambdaResponseException">It has none.</exception>
    public async ValueTask BeginAsync(DbDataReader reader, LambdaOperation operation, CancellationToken cancellationToken)
    {
        (_reader, _operation) = (reader, operation);
        _stream = await AnswerReader.BeginAsync(reader, operation, serializer, cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => Interlocked.Exchange(ref _isTaken, 1) == 0
        // An interceptor that stands between need not hand the token on.
        ? EnumerateAsync(cancellationToken.CanBeCanceled ? cancellationToken : opened.CancellationToken)
        : throw new InvalidOperationException($"The answer of {_operation.AsFailed.Method} has been enumerated: its items are read from the connection, once.");

    /// <summary>Ends the attempt with what made it fail.</summary>
    public ValueTask FailAsync(Exception exception)
    {
        _failure = exception;
        return DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 1)
            return;
        try
        {
            // What nobody asked for is read past, so that the connection can be used again.
            if (_stream is not null)
                await _stream.DisposeAsync().ConfigureAwait(false);
            if (_reader is not null)
                await _reader.DisposeAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // Nor does anybody ask why it could not be: the pool drops a connection that is broken.
        }
        finally
        {
            if (_connection is { } connection)
                await connection.DisposeAsync().ConfigureAwait(false);
            End();
        }
    }

    private async IAsyncEnumerator<T> EnumerateAsync(CancellationToken cancellationToken)
    {
        await using var end = ((IAsyncDisposable)this).ConfigureAwait(false);
        if (_isEnded == 1)
            throw new ObjectDisposedException(null, $"The call of {_operation.AsFailed.Method} has ended, and its answer with it.");
        var items = serializer.ReadItemsAsync<T>(_stream!, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (items.ConfigureAwait(false))
        {
            while (await MoveNextAsync(items, cancellationToken).ConfigureAwait(false))
            {
                yield return items.Current!;
                _handedOut++;
            }
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<T?> items, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadItemAsync(items, cancellationToken).ConfigureAwait(false))
                return true;
            await AnswerReader.EndAsync(_reader!, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (NpgsqlException exception)
        {
            throw _failure = LambdaErrorTranslator.Translate(exception, new ErrorContext(_operation.AsFailed, CallStage.Answered, Role: null, Payload: default, Context: default));
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }
    }

    private async ValueTask<bool> ReadItemAsync(IAsyncEnumerator<T?> items, CancellationToken cancellationToken)
    {
        try
        {
            var isThere = await items.MoveNextAsync().ConfigureAwait(false);
            if (isThere && items.Current is null && !acceptsNull)
                throw new JsonException("It is null, which cannot be (declare it nullable if that is an answer).", path: "$[0]", lineNumber: null, bytePositionInLine: null);
            // The serializer takes null for an array of nothing.
            return isThere || !_stream!.IsNull ? isThere : throw new JsonException();
        }
        // A converter may throw anything.
        catch (Exception exception) when (exception is not OutOfMemoryException && !_stream!.HasFailed && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw await UnusableAsync(exception, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<LambdaResponseException> UnusableAsync(Exception exception, CancellationToken cancellationToken)
    {
        await _stream!.DrainAsync(cancellationToken).ConfigureAwait(false);
        var answer = new UnusableAnswer { Status = _operation.ExpectedStatus, Payload = _stream.BeginningText(), PayloadLength = _stream.BytesRead };
        return _stream.IsNull ? AnswerErrors.NoItems(_operation.AsFailed, "null", answer)
            : !_stream.Beginning.TrimStart(" \t\r\n"u8).StartsWith("["u8) ? AnswerErrors.NoItems(_operation.AsFailed, "something else", answer, exception)
            : AnswerErrors.Unmappable(_operation.AsFailed, $"an item does not fit {typeof(T).Name}: {JsonPath.DescribeItem(exception, _handedOut)}", answer, exception);
    }

    private void End()
    {
        telemetry.End(_failure);
        if (_failure is null)
        {
            _completion.TrySetResult();
            return;
        }
        _completion.TrySetException(_failure);
        // Whoever enumerates has it already.
        _ = _completion.Task.Exception;
    }
}
