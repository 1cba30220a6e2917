using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>
/// The parameters of one call for Dapper: <c>$1</c> is the payload; client context, qualifier and time-out follow where the text has them. Unnamed, so that the
/// SQL goes out as it is written; typed json, because an untyped payload matches two overloads and a text payload none.
/// </summary>
internal sealed class CallParameters(LambdaOperation operation, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> context, bool isPrepared) : SqlMapper.IDynamicParameters
{
    /// <summary>Binds the parameters to a command.</summary>
    public void Bind(NpgsqlCommand command)
    {
        command.Parameters.Add(Json(payload));
        if (operation.HasContext)
            command.Parameters.Add(Json(context));
        if (operation.Parts.HasQualifierParameter)
            command.Parameters.Add(Text(operation.Parts.Target.EffectiveQualifier, NpgsqlDbType.Varchar));
        if (operation.Parts.HasTimeoutParameter)
            command.Parameters.Add(Text(operation.TimeoutMilliseconds?.ToString(CultureInfo.InvariantCulture), NpgsqlDbType.Text));
    }

    void SqlMapper.IDynamicParameters.AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        var npgsql = (NpgsqlCommand)command;
        // Dapper opens a closed connection by itself. That would be another session, with another role and no transaction.
        if (npgsql.Connection!.State != ConnectionState.Open)
            throw SessionErrors.Ended(operation.AsFailed);
        Bind(npgsql);
        // Prepared before, asynchronously: this only finds it.
        if (isPrepared)
            npgsql.Prepare();
    }

    private static NpgsqlParameter Text(string? value, NpgsqlDbType type) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = type };

    private static NpgsqlParameter Json(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty
        ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Json }
        : new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = utf8, NpgsqlDbType = NpgsqlDbType.Json };
}
