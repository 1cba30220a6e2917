using System.ComponentModel;
using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace PgLambda.CompilerServices;

/// <summary>
/// Maps the one row <c>status_code, payload, executed_version, log_result</c> for generated clients, and disposes the reader.
/// Not meant to be called from other code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LambdaReader
{
    /// <summary>For methods without a result: the status is checked, the payload left unread.</summary>
    /// <exception cref="LambdaResponseException">No row, or an unexpected status.</exception>
    public static async Task ReadAsync(DbDataReader reader, LambdaOperation operation, CancellationToken cancellationToken) =>
        await ReadRowAsync(reader, operation, withPayload: false, cancellationToken).ConfigureAwait(false);

    /// <summary>For methods that return <see cref="LambdaResult"/>.</summary>
    /// <exception cref="LambdaResponseException">No row, or an unexpected status.</exception>
    public static async Task<LambdaResult> ReadResultAsync(DbDataReader reader, LambdaOperation operation, CancellationToken cancellationToken)
    {
        var row = await ReadRowAsync(reader, operation, withPayload: false, cancellationToken).ConfigureAwait(false);
        return new LambdaResult(row.Status, row.Version, row.Log);
    }

    /// <summary>For methods that return <see cref="LambdaResult{T}"/>.</summary>
    /// <exception cref="LambdaResponseException">No row, an unexpected status, or a payload that does not fit.</exception>
    public static async Task<LambdaResult<T>> ReadResultAsync<T>(DbDataReader reader, LambdaJson json, LambdaOperation operation, CancellationToken cancellationToken)
    {
        var row = await ReadRowAsync(reader, operation, withPayload: true, cancellationToken).ConfigureAwait(false);
        // A value type without a null would turn "no answer" into a zero.
        var optional = default(T) is null;
        return new LambdaResult<T>(row.Status, Map<T>(row, json, operation, optional), row.Version, row.Log);
    }

    /// <summary>For methods that return a value and cannot return null.</summary>
    /// <exception cref="LambdaResponseException">No row, an unexpected status, no payload, or a payload that does not fit.</exception>
    public static async Task<T> ReadValueAsync<T>(DbDataReader reader, LambdaJson json, LambdaOperation operation, CancellationToken cancellationToken)
    {
        var row = await ReadRowAsync(reader, operation, withPayload: true, cancellationToken).ConfigureAwait(false);
        return Map<T>(row, json, operation, optional: false)!;
    }

    /// <summary>For methods that return a value or null.</summary>
    /// <exception cref="LambdaResponseException">No row, an unexpected status, or a payload that does not fit.</exception>
    public static async Task<T?> ReadOptionalAsync<T>(DbDataReader reader, LambdaJson json, LambdaOperation operation, CancellationToken cancellationToken)
    {
        var row = await ReadRowAsync(reader, operation, withPayload: true, cancellationToken).ConfigureAwait(false);
        return Map<T>(row, json, operation, optional: true);
    }

    private readonly record struct Row(int Status, byte[]? Payload, string? Version, string? Log);

    private static async Task<Row> ReadRowAsync(DbDataReader reader, LambdaOperation operation, bool withPayload, CancellationToken cancellationToken)
    {
        await using var disposal = reader.ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Failure(operation, "the extension returned no row");
        }

        var status = reader.IsDBNull(0) ? (int?)null : reader.GetInt32(0);
        var expected = status == operation.ExpectedStatus;
        // An unexpected answer is read whole, so that the exception can show it.
        var payload = (withPayload || !expected) && !reader.IsDBNull(1) ? reader.GetFieldValue<byte[]>(1) : null;
        var version = reader.IsDBNull(2) ? null : reader.GetString(2);
        var log = reader.IsDBNull(3) ? null : DecodeLog(reader.GetString(3));
        // The command is complete only now; an error that follows the row must not be lost.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        if (!expected)
        {
            throw Failure(operation, $"the status is {status?.ToString() ?? "NULL"}, and {operation.ExpectedStatus} is what {operation.Invocation} returns", status, payload, version, log);
        }
        return new Row(operation.ExpectedStatus, payload, version, log);
    }

    private static T? Map<T>(Row row, LambdaJson json, LambdaOperation operation, bool optional)
    {
        if (row.Payload is null || IsNull(row.Payload))
        {
            // JSON null is a value of these two.
            if (row.Payload is not null && (typeof(T) == typeof(JsonElement) || typeof(T) == typeof(RawJson)))
                return json.Read<T>(row.Payload);
            if (optional)
                return default;
            var what = row.Payload is null ? "no payload" : "null";
            throw Failure(operation, $"the function answered {what}, and the method returns a {typeof(T).Name} that cannot be null (declare it nullable if that is an answer)", row.Status, row.Payload, row.Version, row.Log);
        }
        try
        {
            return json.Read<T>(row.Payload);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A converter may throw anything; the function ran all the same, and its answer must not be lost.
            throw Failure(operation, $"the payload does not fit {typeof(T).Name}: {exception.Message}", row.Status, row.Payload, row.Version, row.Log, exception);
        }
    }

    private static bool IsNull(byte[] utf8) => utf8.AsSpan().Trim(" \t\r\n"u8).SequenceEqual("null"u8);

    private static string DecodeLog(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : base64;
    }

    private static LambdaResponseException Failure(
        LambdaOperation operation, string what, int? status = null, byte[]? payload = null, string? version = null, string? log = null, Exception? inner = null)
    {
        var ran = operation.Invocation == InvocationType.RequestResponse && status == 200;
        var state = ran ? " The function ran." : operation.Invocation == InvocationType.DryRun ? " The function did not run." : " The function may have run.";
        return new LambdaResponseException($"{operation.Shown} was answered, but {what}{(what.EndsWith('.') ? "" : ".")}{state}", inner)
        {
            Function = operation.Function,
            Qualifier = operation.Qualifier,
            FunctionState = ran ? FunctionState.Ran : operation.Invocation == InvocationType.DryRun ? FunctionState.NotRun : FunctionState.Unknown,
            StatusCode = status,
            Payload = payload is null ? null : RawJson.FromServer(payload),
            ExecutedVersion = version,
            Log = log,
        };
    }
}
