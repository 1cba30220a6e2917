using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>
/// Reads the one row of a call, column by column, and disposes the reader. The payload is read as it comes, whatever its size: neither its bytes nor its text are ever in memory as a whole.
/// </summary>
internal static class AnswerReader
{
    /// <param name="reader">The row.</param>
    /// <param name="operation">What was called.</param>
    /// <param name="serializer">The client's serializer.</param>
    /// <param name="use">What the method does with the payload.</param>
    /// <param name="cancellationToken">The call's token.</param>
    /// <exception cref="LambdaResponseException">No row, an unexpected status, columns that are not the extension's, no payload, null where there can be none, or a payload that does not fit.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Answer<T>> ReadAsync<T>(DbDataReader reader, LambdaOperation operation, ClientSerializer serializer, PayloadUse use, CancellationToken cancellationToken)
    {
        await using var disposal = reader.ConfigureAwait(false);
        var status = await ReadStatusAsync(reader, operation, cancellationToken).ConfigureAwait(false);
        return await ReadRestAsync<T>(reader, status, operation, serializer, use, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the row up to its payload, which is left to be read as it comes. The reader stays open.</summary>
    /// <exception cref="LambdaResponseException">No row, an unexpected status, columns that are not the extension's, or no payload.</exception>
    public static async ValueTask<AnswerStream> BeginAsync(DbDataReader reader, LambdaOperation operation, ClientSerializer serializer, CancellationToken cancellationToken)
    {
        var status = await ReadStatusAsync(reader, operation, cancellationToken).ConfigureAwait(false);
        // What else came with it goes into the error, as for any method.
        if (status != operation.ExpectedStatus)
            await ReadRestAsync<object?>(reader, status, operation, serializer, PayloadUse.Ignored, cancellationToken).ConfigureAwait(false);
        try
        {
            return await reader.IsDBNullAsync(1, cancellationToken).ConfigureAwait(false)
                ? throw AnswerErrors.NoItems(operation.AsFailed, "no payload", new UnusableAnswer { Status = status })
                : new AnswerStream(reader.GetStream(1));
        }
        catch (Exception exception) when (IsOfAnotherType(exception))
        {
            throw OfAnotherType(operation, exception, new UnusableAnswer { Status = status });
        }
    }

    private static async ValueTask<int?> ReadStatusAsync(DbDataReader reader, LambdaOperation operation, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            throw AnswerErrors.Unmappable(operation.AsFailed, "the extension returned no row", new UnusableAnswer());
        try
        {
            // A few bytes behind a length that has been read are there with it.
            return await reader.IsDBNullAsync(0, cancellationToken).ConfigureAwait(false) ? null : reader.GetInt32(0);
        }
        catch (Exception exception) when (IsOfAnotherType(exception))
        {
            throw OfAnotherType(operation, exception, new UnusableAnswer());
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Answer<T>> ReadRestAsync<T>(
        DbDataReader reader, int? status, LambdaOperation operation, ClientSerializer serializer, PayloadUse use, CancellationToken cancellationToken)
    {
        string? version = null, log = null;
        var payload = default(ReadPayload<T>);
        try
        {
            var isExpected = status == operation.ExpectedStatus;
            if ((use != PayloadUse.Ignored || !isExpected) && !await reader.IsDBNullAsync(1, cancellationToken).ConfigureAwait(false))
                payload = await ReadPayloadAsync<T>(reader.GetStream(1), serializer, isExpected, use, cancellationToken).ConfigureAwait(false);
            version = await reader.IsDBNullAsync(2, cancellationToken).ConfigureAwait(false) ? null : reader.GetString(2);
            log = await reader.IsDBNullAsync(3, cancellationToken).ConfigureAwait(false) ? null : DecodeLog(await reader.GetFieldValueAsync<string>(3, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            payload.Drop();
            if (IsOfAnotherType(exception))
                throw OfAnotherType(operation, exception, Unusable());
            throw;
        }
        try
        {
            await EndAsync(reader, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            payload.Drop();
            throw;
        }

        if (status != operation.ExpectedStatus)
        {
            throw AnswerErrors.Unmappable(
                operation.AsFailed, $"the status is {status?.ToString() ?? "NULL"}, and {operation.ExpectedStatus} is what {operation.Invocation} returns", Unusable());
        }
        if (payload.Failure is { } failure)
        {
            // A converter may throw anything; the function ran all the same, and what it answered is shown.
            throw payload.IsNull
                ? AnswerErrors.Missing<T>(operation.AsFailed, "null", Unusable(), failure)
                : AnswerErrors.Unmappable(operation.AsFailed, $"the payload does not fit {typeof(T).Name}: {JsonPath.Describe(failure)}", Unusable(), failure);
        }
        if (use == PayloadUse.Required && (payload.Length is null || payload.Value is null))
            throw AnswerErrors.Missing<T>(operation.AsFailed, payload.Length is null ? "no payload" : "null", Unusable());
        return new Answer<T>(status.Value, payload.Value, version, log);

        UnusableAnswer Unusable() => new() { Status = status, Payload = payload.Text, PayloadLength = payload.Length, Version = version, Log = log };
    }

    /// <summary>Reads what comes after the row: the command is complete only then, and an error that follows must not be lost.</summary>
    public static async ValueTask EndAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<ReadPayload<T>> ReadPayloadAsync<T>(Stream column, ClientSerializer serializer, bool isExpected, PayloadUse use, CancellationToken cancellationToken)
    {
        var stream = new AnswerStream(column);
        await using var disposal = stream.ConfigureAwait(false);
        if (!isExpected)
        {
            await stream.DrainAsync(cancellationToken).ConfigureAwait(false);
            return new ReadPayload<T> { Length = stream.BytesRead, Text = stream.BeginningText() };
        }
        T? value;
        try
        {
            // What JSON null means is asked of the contract first: a converter may have a value for it.
            value = await serializer.ReadAsync<T>(stream, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !stream.HasFailed && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            await stream.DrainAsync(cancellationToken).ConfigureAwait(false);
            return new ReadPayload<T> { Failure = exception, Length = stream.BytesRead, Text = stream.BeginningText(), IsNull = stream.IsNull };
        }
        return new ReadPayload<T> { Value = value, Length = stream.BytesRead, Text = value is null ? stream.BeginningText() : null };
    }

    private static bool IsOfAnotherType(Exception exception) => exception is InvalidCastException or IndexOutOfRangeException or OverflowException or FormatException;

    private static LambdaResponseException OfAnotherType(LambdaOperation operation, Exception exception, UnusableAnswer answer) =>
        AnswerErrors.Unmappable(operation.AsFailed, $"its columns are not those of aws_lambda.invoke: {exception.Message}", answer, exception);

    private static string DecodeLog(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : base64;
    }

    // What became of a payload. Its text is there only where an error may show it.
    private struct ReadPayload<T>
    {
        public T? Value;
        public Exception? Failure;
        public long? Length;
        public string? Text;
        public bool IsNull;

        // Nobody will get it.
        public readonly void Drop()
        {
            if (Value is System.Text.Json.JsonDocument document)
                document.Dispose();
        }
    }
}
