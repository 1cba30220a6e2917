using System.Data;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>
/// The parameters of one call for Dapper: <c>$1</c> is the payload, <c>$2</c> the client context where the method has one. Unnamed, so that the SQL
/// goes out as it is written; typed json, because an untyped payload matches two overloads and a text payload none.
/// </summary>
internal sealed class CallParameters(LambdaOperation operation, LambdaPayload payload, bool isPrepared) : SqlMapper.IDynamicParameters
{
    /// <summary>Binds the parameters to a command.</summary>
    public void Bind(NpgsqlCommand command)
    {
        command.Parameters.Add(Json(payload.Json));
        if (operation.HasContext)
            command.Parameters.Add(Json(payload.Context));
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

    private static NpgsqlParameter Json(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty
        ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Json }
        : new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = utf8, NpgsqlDbType = NpgsqlDbType.Json };
}
