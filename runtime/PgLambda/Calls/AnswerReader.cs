using System.Data.Common;
using System.Text;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Reads the one row of a call, column by column, and disposes the reader.</summary>
internal static class AnswerReader
{
    /// <exception cref="LambdaResponseException">No row, an unexpected status, or columns that are not the extension's.</exception>
    public static async Task<Answer> ReadAsync(DbDataReader reader, LambdaOperation operation, bool withPayload, CancellationToken cancellationToken)
    {
        await using var disposal = reader.ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            throw AnswerErrors.Unmappable(operation.AsFailed, "the extension returned no row", default);

        var answer = default(Answer);
        try
        {
            var status = await ReadAsync<int?>(reader, 0, cancellationToken).ConfigureAwait(false);
            answer = answer with { Status = status };
            // An unexpected answer is read whole, so that the exception can show it.
            if (withPayload || status != operation.ExpectedStatus)
                answer = answer with { Payload = await ReadAsync<byte[]>(reader, 1, cancellationToken).ConfigureAwait(false) };
            answer = answer with { Version = await ReadAsync<string>(reader, 2, cancellationToken).ConfigureAwait(false) };
            answer = answer with { Log = DecodeLog(await ReadAsync<string>(reader, 3, cancellationToken).ConfigureAwait(false)) };
        }
        catch (Exception exception) when (exception is InvalidCastException or IndexOutOfRangeException or OverflowException or FormatException)
        {
            throw AnswerErrors.Unmappable(operation.AsFailed, $"its columns are not those of aws_lambda.invoke: {exception.Message}", answer, exception);
        }
        // The command is complete only now; an error that follows the row must not be lost.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return answer.Status == operation.ExpectedStatus
            ? answer
            : throw AnswerErrors.Unmappable(
                operation.AsFailed, $"the status is {answer.Status?.ToString() ?? "NULL"}, and {operation.ExpectedStatus} is what {operation.Invocation} returns", answer);
    }

    private static async ValueTask<T?> ReadAsync<T>(DbDataReader reader, int column, CancellationToken cancellationToken) =>
        await reader.IsDBNullAsync(column, cancellationToken).ConfigureAwait(false)
            ? default
            : await reader.GetFieldValueAsync<T>(column, cancellationToken).ConfigureAwait(false);

    private static string? DecodeLog(string? base64)
    {
        if (base64 is null)
            return null;
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : base64;
    }
}
