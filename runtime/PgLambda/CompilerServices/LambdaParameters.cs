using System.ComponentModel;
using System.Data;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace PgLambda.CompilerServices;

/// <summary>
/// The parameters of one call for Dapper: <c>$1</c> is the payload, <c>$2</c> the client context where the method has one. Unnamed, so that the SQL
/// goes out as it is written; typed json, because an untyped payload matches two overloads and a text payload none. Not meant to be used by other code.
/// </summary>
/// <param name="payload">The payload, as UTF-8 JSON.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LambdaParameters(byte[] payload) : SqlMapper.IDynamicParameters
{
    private readonly bool _hasContext;
    private readonly byte[]? _context;

    /// <summary>The parameters of a call with a client context.</summary>
    /// <param name="payload">The payload, as UTF-8 JSON.</param>
    /// <param name="context">The client context, as UTF-8 JSON; null sends NULL.</param>
    public LambdaParameters(byte[] payload, byte[]? context)
        : this(payload)
    {
        _hasContext = true;
        _context = context;
    }

    void SqlMapper.IDynamicParameters.AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        var parameters = ((NpgsqlCommand)command).Parameters;
        parameters.Add(Json(payload));
        if (_hasContext)
            parameters.Add(Json(_context));
    }

    private static NpgsqlParameter Json(byte[]? utf8) => utf8 is null
        ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Json }
        : new NpgsqlParameter<byte[]> { TypedValue = utf8, NpgsqlDbType = NpgsqlDbType.Json };
}
